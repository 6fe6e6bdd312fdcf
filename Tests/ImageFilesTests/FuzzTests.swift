import Foundation
import ImageFiles
import Imaging
import Testing

/// Damaged files are read or refused; none may trap, hang or ask for absurd memory.
@Suite struct FuzzTests {
  /// Numbers that repeat in every run (SplitMix64).
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test(arguments: [1, 2], [false, true])
  func mutatedFilesAreReadOrRefused(_ version: Int, _ isCompressed: Bool) throws {
    let folder = try TemporaryFolder()
    var generator = Generator(state: UInt64(version) * 2 + (isCompressed ? 1 : 0))
    var fixture = NiftiFixture()
    fixture.version = version
    fixture.dims = [4, 3, 2, 2]
    fixture.qform = 1
    let valid = fixture.bytes
    let name = isCompressed ? "a.nii.gz" : "a.nii"
    // Values that break parsers: extremes of each width, NaN and infinities as floats.
    let evil: [[UInt8]] = [
      [0xFF, 0xFF], [0x00, 0x80], [0xFF, 0x7F], [0, 0], [0, 0, 0xC0, 0x7F], [0, 0, 0x80, 0xFF],
      [0xFF, 0xFF, 0x7F, 0x7F], [0, 0, 0, 0, 0, 0, 0, 0x80], [0, 0, 0, 0, 0, 0, 0xF8, 0x7F],
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
    ]
    var (read, refused) = (0, 0)
    for round in 0..<500 {
      var bytes = valid
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let patch =
          Bool.random(using: &generator)
          ? evil.randomElement(using: &generator) ?? []
          : [UInt8.random(in: 0...255, using: &generator)]
        let start = Int.random(in: 0..<fixture.headerSize, using: &generator)
        for (offset, byte) in patch.enumerated() where start + offset < bytes.count {
          bytes[start + offset] = byte
        }
      }
      if round % 10 == 0 {
        bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
      }
      if isCompressed {
        bytes = gzip(bytes)
        if round % 2 == 0, let place = bytes.indices.randomElement(using: &generator) {
          bytes[place] ^= UInt8.random(in: 1...255, using: &generator)
        }
      }
      let path = try folder.file(name, bytes)
      do {
        let file = try ImageFileReader(
          orientationSource: OrientationSource.allCases[round % 3]
        ).readVolume(path)
        read += 1
        // What was accepted must be usable: every later step may rely on it.
        _ = file.volume.statistics()
        #expect(abs(file.volume.grid.affine.determinant) > 0)
        let plane = DisplayPlane(.axial, of: file.volume.grid)
        #expect(file.volume.grid.contains(plane.voxel(column: 0, row: 0, slice: 0)))
        // Now and then, since each save waits for the disk.
        if read % 16 == 0 {
          try ImageFileWriter.writeMask(
            Mask(emptyOn: file.volume.grid), like: file.header, to: folder("mask.nii"))
        }
      } catch let error as ImageFileError {
        refused += 1
        #expect(!error.description.isEmpty)
      }
      do { _ = try ImageFileReader().readMask(path) } catch is ImageFileError {}
    }
    // Both outcomes occur, so the mutations neither miss the header nor wreck every file.
    #expect(read > 20 && refused > 100)
  }
}
