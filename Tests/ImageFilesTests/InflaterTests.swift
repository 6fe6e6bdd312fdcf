import Foundation
import ImageFiles
import Imaging
import Testing

/// Every library that can inflate gives the same bytes, however the stream is cut into pieces,
/// and never other bytes than were compressed.
@Suite struct InflaterTests {
  /// A gzip file of real deflate blocks, and what it holds.
  struct Sample {
    let compressed: [UInt8]
    let content: [UInt8]

    /// - Parameter count: bytes after the header of a NIfTI file, noisy in part.
    init(count: Int, seed: UInt64) throws {
      let folder = try TemporaryFolder()
      var generator = FuzzTests.Generator(state: seed)
      var voxels = [UInt8](repeating: 0, count: count)
      for index in voxels.indices {
        // Runs, noise of few values, noise of all values, and zeros.
        switch index >> 9 & 3 {
        case 0: voxels[index] = UInt8(index >> 5 & 7)
        case 1: voxels[index] = .random(in: 0...3, using: &generator)
        case 2: voxels[index] = .random(in: 0...255, using: &generator)
        default: break
        }
      }
      let grid = VoxelGrid(shape: Voxel(count, 1, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
      let volume = Volume(grid: grid, voxels: voxels)
      try ImageFileWriter.writeVolume(volume, to: folder("a.nii.gz"))
      try ImageFileWriter.writeVolume(volume, to: folder("a.nii"))
      compressed = try contents(folder("a.nii.gz"))
      content = try contents(folder("a.nii"))
    }
  }

  /// - Parameter piece: bytes that are asked for at once.
  private func inflate(
    _ compressed: [UInt8], _ library: GzipLibrary, input: Int = 1 << 18, piece: Int = 1 << 16
  ) throws -> [UInt8] {
    var rest = compressed[...]
    let inflater = try Inflater(path: "a.gz", library: library, inputSize: input) { buffer in
      let part = rest.prefix(buffer.count)
      rest = rest.dropFirst(part.count)
      buffer.copyBytes(from: part)
      return part.count
    }
    var content: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: piece)
    while true {
      let count = try bytes.withUnsafeMutableBytes { try inflater.read(into: $0) }
      if count == 0 { return content }
      content += bytes[..<count]
    }
  }

  @Test(
    arguments: GzipLibrary.allCases,
    [(2, 1 << 16), (3, 7), (1 << 18, 1), (17, 1000), (4096, 70000), (1 << 18, 1 << 20)])
  func piecesOfAnySize(_ library: GzipLibrary, _ sizes: (Int, Int)) throws {
    let sample = try Sample(count: 200_000, seed: 1)
    #expect(sample.compressed.count < sample.content.count)
    let inflated = try inflate(sample.compressed, library, input: sizes.0, piece: sizes.1)
    #expect(inflated == sample.content)
  }

  @Test(arguments: GzipLibrary.allCases)
  func membersAndHeadersOfAllKinds(_ library: GzipLibrary) throws {
    let samples = try (0..<3).map { try Sample(count: 3000 * ($0 + 1), seed: UInt64($0)) }
    // The flags FEXTRA, FNAME and FCOMMENT, and what they announce.
    var dressed = samples[1].compressed
    dressed[3] = 0b11100 & ~0b10
    dressed.insert(
      contentsOf: [5, 0, 1, 2, 3, 4, 5] + Array("ct.nii\0".utf8) + Array("a comment\0".utf8),
      at: 10)
    let members = samples[0].compressed + dressed + gzip([]) + samples[2].compressed
    for input in [2, 5, 11, 1000, 1 << 18] {
      for padding in [[], [UInt8](repeating: 0, count: 600), [0x1F], [0x1F, 0x00]] {
        let inflated = try inflate(members + padding, library, input: input)
        #expect(inflated == samples.flatMap(\.content))
      }
    }
  }

  /// RFC 1952: they may announce a field that nobody here knows.
  @Test(arguments: GzipLibrary.allCases, [UInt8(0x20), 0x40, 0x80])
  func reservedFlagsAreRefused(_ library: GzipLibrary, _ flag: UInt8) throws {
    var bytes = try Sample(count: 3000, seed: 6).compressed
    bytes[3] |= flag
    #expect(throws: ImageFileError.self) { try inflate(bytes, library, input: 1 << 18) }
  }

  @Test(arguments: GzipLibrary.allCases)
  func cutStreamsEndEarly(_ library: GzipLibrary) throws {
    let whole = try Sample(count: 20_000, seed: 4).compressed
    for cut in [1, 3, 4, 7, 8, 9, 20, 5000, whole.count - 30, whole.count - 11, whole.count - 3] {
      for input in [7, 1 << 18] {
        let error = #expect(throws: ImageFileError.self) {
          try inflate(whole.dropLast(cut), library, input: input)
        }
        #expect(error?.problem == .compressedDataEndsEarly, "\(cut) bytes cut")
      }
    }
  }

  @Test(arguments: GzipLibrary.allCases)
  func flippedBitsAreFoundOrHarmless(_ library: GzipLibrary) throws {
    let sample = try Sample(count: 6000, seed: 5)
    var generator = FuzzTests.Generator(state: 6)
    var refused = 0
    for round in 0..<600 {
      var changed = sample.compressed
      // Often in the first bytes, where block headers are.
      let place = Int.random(
        in: 0..<(round % 2 == 0 ? 200 : changed.count), using: &generator)
      changed[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
      do {
        // The gzip header has bytes that say nothing of the content.
        #expect(try inflate(changed, library, input: 512) == sample.content)
      } catch is ImageFileError { refused += 1 }
    }
    #expect(refused > 500)
  }
}
