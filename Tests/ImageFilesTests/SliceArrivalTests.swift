import Foundation
import ImageFiles
import Imaging
import Testing

/// What is shown of a file while it is read is what the whole read gives.
@Suite struct SliceArrivalTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Slices of 32 kB: several pieces of a megabyte, none of which ends with a slice of frame 1.
  private static let shape = Voxel(128, 128, 100)

  /// A file of 16-bit voxels that tell their place.
  private func bytes(frames: Int = 1, bigEndian: Bool = false) -> [UInt8] {
    var fixture = NiftiFixture()
    fixture.dims = [Self.shape.x, Self.shape.y, Self.shape.z] + (frames > 1 ? [frames] : [])
    fixture.bigEndian = bigEndian
    let count = fixture.count
    var voxels: [UInt8] = []
    voxels.reserveCapacity(2 * count)
    for index in 0..<count {
      let value = UInt16(truncatingIfNeeded: index &* 31 % 20011)
      let (low, high) = (UInt8(value & 255), UInt8(value >> 8))
      voxels.append(bigEndian ? high : low)
      voxels.append(bigEndian ? low : high)
    }
    return fixture.header + [0, 0, 0, 0] + voxels
  }

  /// The bytes of a box's voxels, copied.
  private func content(_ volume: Volume) -> [UInt8] { volume.withStoredBytes { Array($0) } }

  private struct Part {
    var box: VoxelBox
    var content: [UInt8]
    var fraction: Double
    var address: UInt
  }

  private func read(_ path: String, frame: Int = 0) throws -> (file: ImageFile, parts: [Part]) {
    var parts: [Part] = []
    let file = try ImageFileReader().open(path, frame: frame).readVolume(
      partsEvery: .zero, isCancelled: { false },
      onPart: { part, fraction in
        parts.append(
          Part(
            box: part.volume.box, content: content(part.volume), fraction: fraction,
            address: address(part.volume)))
      })
    return (file, parts)
  }

  private func address(_ volume: Volume) -> UInt {
    volume.withStoredBytes { UInt(bitPattern: $0.baseAddress) }
  }

  private func expectGrowing(
    _ path: String, frame: Int = 0, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let (file, parts) = try read(path, frame: frame)
    let expected = content(try ImageFileReader().readVolume(path, frame: frame).volume)
    let whole = content(file.volume)
    // Compared outside the macro, which would print millions of bytes.
    let isSame = whole == expected
    #expect(isSame && file.volume.isWhole && file.frame == frame, sourceLocation: location)

    let slices = parts.map(\.box.upper.z)
    #expect(parts.first?.box.isEmpty == true, "the header comes first", sourceLocation: location)
    #expect(slices == slices.sorted() && Set(slices).count > 3, sourceLocation: location)
    #expect(slices.contains { $0 > 0 && $0 < Self.shape.z }, sourceLocation: location)
    let fractions = parts.map(\.fraction)
    #expect(fractions == fractions.sorted(), sourceLocation: location)
    #expect(
      fractions.allSatisfy { (0...1).contains($0) } && fractions.last! > 0.9,
      sourceLocation: location)
    for part in parts {
      #expect(part.box.lower == Voxel(0, 0, 0), sourceLocation: location)
      #expect(
        part.box.isEmpty || part.box.upper.x == Self.shape.x && part.box.upper.y == Self.shape.y,
        sourceLocation: location)
      let isPrefix = part.content == Array(whole.prefix(part.content.count))
      #expect(isPrefix, "up to slice \(part.box.upper.z)", sourceLocation: location)
    }
    // One buffer for all of them.
    #expect(
      Set(parts.filter { !$0.box.isEmpty }.map(\.address)) == [address(file.volume)],
      sourceLocation: location)
  }

  @Test(arguments: [false, true]) func partsGrow(bigEndian: Bool) throws {
    let bytes = bytes(bigEndian: bigEndian)
    try expectGrowing(folder.file("a.nii", bytes))
    try expectGrowing(folder.file("a.nii.gz", gzip(bytes)))
  }

  @Test func framesGrow() throws {
    let bytes = bytes(frames: 3)
    try expectGrowing(folder.file("a.nii", bytes), frame: 1)
    try expectGrowing(folder.file("a.nii.gz", gzip(bytes)), frame: 1)
    // What lies before the frame and behind it is work too.
    let parts = try read(folder("a.nii.gz"), frame: 1).parts
    let empty = parts.filter(\.box.isEmpty)
    let complete = parts.filter { $0.box.upper.z == Self.shape.z }
    #expect(empty.count > 2 && (0.25...0.34).contains(empty.last!.fraction))
    #expect(complete.count > 2 && (0.66...0.75).contains(complete.first!.fraction))
  }

  @Test func partsAreRationed() throws {
    let path = try folder.file("a.nii", bytes())
    var boxes: [VoxelBox] = []
    _ = try ImageFileReader().open(path).readVolume(
      partsEvery: .seconds(3600), isCancelled: { false },
      onPart: { part, _ in boxes.append(part.volume.box) })
    #expect(boxes.count == 1 && boxes[0].isEmpty)
  }

  @Test(arguments: ["a.nii", "a.nii.gz"], [0, 2]) func cancelling(name: String, frame: Int) throws {
    let bytes = bytes(frames: 3)
    let path = try folder.file(name, name.hasSuffix("gz") ? gzip(bytes) : bytes)
    var parts = 0
    #expect(throws: CancellationError.self) {
      try ImageFileReader().open(path, frame: frame).readVolume(
        partsEvery: .zero, isCancelled: { parts == 3 }, onPart: { _, _ in parts += 1 })
    }
    #expect(parts == 3, "nothing is read after the answer")
  }

  @Test func partsDoNotVouchForTheEnd() throws {
    let bytes = bytes()
    func problem(_ content: [UInt8]) throws -> (ImageFileError.Problem?, slices: Int) {
      let path = try folder.file("a.nii.gz", content)
      var slices = 0
      let error = #expect(throws: ImageFileError.self) {
        try ImageFileReader().open(path).readVolume(
          partsEvery: .zero, isCancelled: { false },
          onPart: { part, _ in slices = part.volume.box.upper.z })
      }
      return (error?.problem, slices)
    }
    var damaged = gzip(bytes)
    damaged[damaged.count - 5] ^= 1
    let checksum = try problem(damaged)
    #expect(checksum.0 == .compressedDataDamaged("incorrect checksum or length"))
    #expect(checksum.slices >= 64, "most had been shown")
    let cut = try problem(gzip(bytes).dropLast(700_000))
    #expect(cut.0 == .compressedDataEndsEarly && cut.slices > 32 && cut.slices < Self.shape.z)
    let short = try problem(gzip(bytes.dropLast(1)))
    #expect(short.0 == .truncated(bytes: bytes.count - 1, needed: bytes.count))
  }
}
