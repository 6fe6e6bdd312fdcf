import Foundation
import ImageFiles
import Imaging
import Testing

@Suite struct VoxelReadingTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  enum Container: CaseIterable, Sendable { case plain, compressed, pair, compressedPair }

  /// Saves a fixture and returns the path to read.
  private func save(_ fixture: NiftiFixture, in container: Container) throws -> String {
    var fixture = fixture
    fixture.isPair = container == .pair || container == .compressedPair
    switch container {
    case .plain: return try folder.file("a.nii", fixture.bytes)
    case .compressed: return try folder.file("a.nii.gz", gzip(fixture.bytes))
    case .pair:
      _ = try folder.file("a.img", fixture.voxels)
      return try folder.file("a.hdr", fixture.header)
    case .compressedPair:
      _ = try folder.file("a.img.gz", gzip(fixture.voxels))
      return try folder.file("a.hdr.gz", gzip(fixture.header))
    }
  }

  private func values(_ volume: Volume) -> [Double] {
    let shape = volume.grid.shape
    return (0..<shape.z).flatMap { z in
      (0..<shape.y).flatMap { y in (0..<shape.x).map { volume[Voxel($0, y, z)] } }
    }
  }

  static func extremes(_ type: VoxelType) -> [Double] {
    switch type {
    case .uint8: [0, 1, 127, 128, 254, 255]
    case .int8: [-128, -127, -1, 0, 1, 127]
    case .uint16: [0, 1, 255, 256, 32768, 65535]
    case .int16: [-32768, -1024, -1, 0, 258, 32767]
    case .uint32: [0, 1, 65536, 16_909_060, 2_147_483_648, 4_294_967_295]
    case .int32: [-2_147_483_648, -1, 0, 1, 16_909_060, 2_147_483_647]
    case .uint64: [0, 1, 4_294_967_296, 72_057_594_037_927_936, 0x1p63, 0x1p52]
    case .int64: [-0x1p63, -1, 0, 1, 0x1p52, 72_057_594_037_927_936]
    case .float32: [-0.5, 0, .infinity, -.infinity, 1024.25, Double(Float.greatestFiniteMagnitude)]
    case .float64:
      [-0.1, 0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
    }
  }

  @Test(arguments: VoxelType.allCases, Container.allCases)
  func everyTypeByteOrderAndVersion(_ type: VoxelType, _ container: Container) throws {
    for version in [1, 2] {
      for bigEndian in [false, true] {
        var fixture = NiftiFixture()
        fixture.type = type
        fixture.version = version
        fixture.bigEndian = bigEndian
        fixture.dims = [3, 2, 1]
        fixture.values = Self.extremes(type)
        fixture.descrip = Array("CT \u{1B}[0m".utf8)
        let path = try save(fixture, in: container)
        let file = try ImageFileReader().readVolume(path)
        #expect(values(file.volume) == Self.extremes(type))
        #expect(file.volume.type == type)
        #expect(file.header.type == type)
        #expect(file.header.niftiVersion == version)
        #expect(file.header.isBigEndian == bigEndian)
        #expect(
          file.header.isCompressed == (container == .compressed || container == .compressedPair))
        #expect(file.header.shape == [3, 2, 1])
        #expect(file.header.text == #"CT \u{1B}[0m"#)
        #expect(file.warnings == [])
        let header = try ImageFileReader().readHeader(path)
        #expect(header.grid == file.volume.grid)
      }
    }
  }

  @Test func nonfiniteVoxelsAreKeptAndCounted() throws {
    for bigEndian in [false, true] {
      var fixture = NiftiFixture()
      fixture.type = .float32
      fixture.bigEndian = bigEndian
      fixture.values = [.nan, .infinity, -.infinity] + (3..<24).map { Double($0) }
      let volume = try ImageFileReader().readVolume(save(fixture, in: .compressed)).volume
      #expect(volume[Voxel(0, 0, 0)].isNaN)
      #expect(volume[Voxel(1, 0, 0)] == .infinity)
      #expect(volume.statistics().nonfinite == 3)
      #expect(volume.statistics().minimum == 3)
      #expect(volume.statistics().maximum == 23)
    }
  }

  @Test(
    arguments: [
      (2, -1024, 2, -1024), (-0.5, 3, -0.5, 3), (0, 7, 1, 0), (.nan, .nan, 1, 0),
      (.infinity, 5, 1, 0), (0, .nan, 1, 0),
    ] as [(Double, Double, Double, Double)])
  func scaling(_ slope: Double, _ intercept: Double, _ a: Double, _ b: Double) throws {
    for version in [1, 2] {
      var fixture = NiftiFixture()
      fixture.version = version
      fixture.slope = slope
      fixture.intercept = intercept
      let file = try ImageFileReader().readVolume(save(fixture, in: .plain))
      #expect(file.header.slope == a && file.header.intercept == b)
      #expect(values(file.volume) == (0..<24).map { Double($0) * a + b })
    }
  }

  @Test(arguments: [[7], [7, 5], [1, 1, 1], [4, 3, 2, 1, 1, 1, 1]])
  func otherNumbersOfDimensions(_ dims: [Int]) throws {
    var fixture = NiftiFixture()
    fixture.dims = dims
    let file = try ImageFileReader().readVolume(save(fixture, in: .plain))
    let padded = dims + [1, 1]
    #expect(file.header.shape == dims)
    #expect(file.volume.grid.shape == Voxel(padded[0], padded[1], padded[2]))
    #expect(file.header.frames == 1)
    #expect(values(file.volume) == (0..<fixture.count).map { Double($0) })
  }

  @Test(arguments: Container.allCases)
  func framesAreChosenByIndex(_ container: Container) throws {
    var fixture = NiftiFixture()
    fixture.dims = [4, 3, 2, 3, 1, 2]
    let path = try save(fixture, in: container)
    for frame in 0..<6 {
      let file = try ImageFileReader().readVolume(path, frame: frame)
      #expect(file.frame == frame)
      #expect(file.header.frames == 6)
      #expect(values(file.volume) == (0..<24).map { Double(24 * frame + $0) })
    }
    for frame in [-1, 6, Int.max, Int.min] {
      let error = #expect(throws: ImageFileError.self) {
        try ImageFileReader().readVolume(path, frame: frame)
      }
      #expect(error?.problem == .noSuchFrame(asked: frame, count: 6))
    }
  }

  /// A frame is only read once all that follows it has been found in the file.
  @Test func fileCutInALaterFrameIsRefused() throws {
    var fixture = NiftiFixture()
    fixture.dims = [4, 3, 2, 3]
    for path in [
      try folder.file("cut.nii", fixture.bytes.dropLast(10)),
      try folder.file("cut.nii.gz", gzip(fixture.bytes.dropLast(10))),
    ] {
      let error = #expect(throws: ImageFileError.self) {
        try ImageFileReader().readVolume(path, frame: 0)
      }
      #expect(error?.problem == .truncated(bytes: 352 + 134, needed: 352 + 144))
    }
  }

  @Test func voxelsAfterExtensions() throws {
    var fixture = NiftiFixture()
    fixture.voxOffset = 1000
    let bytes = fixture.header + [UInt8](repeating: 9, count: 652) + fixture.voxels
    for path in [try folder.file("a.nii", bytes), try folder.file("a.nii.gz", gzip(bytes))] {
      #expect(
        try values(ImageFileReader().readVolume(path).volume) == (0..<24).map { Double($0) })
    }
  }

  @Test func membersOfGzipFollowEachOther() throws {
    let bytes = NiftiFixture().bytes
    let parts = [Array(bytes[..<100]), [], Array(bytes[100..<360]), Array(bytes[360...])]
    let padding = [UInt8](repeating: 0, count: 512)
    let path = try folder.file("a.nii.gz", parts.flatMap(gzip) + padding)
    #expect(try values(ImageFileReader().readVolume(path).volume) == (0..<24).map { Double($0) })
  }

  @Test func contentDecidesOverTheName() throws {
    for (name, bytes) in [
      ("a.nii", gzip(NiftiFixture().bytes)), ("b.nii.gz", NiftiFixture().bytes),
    ] {
      let file = try ImageFileReader().readVolume(folder.file(name, bytes))
      #expect(values(file.volume) == (0..<24).map { Double($0) })
      #expect(file.warnings.count == 1)
      #expect(file.warnings.first?.hasSuffix("compressed, unlike its name says") == true)
    }
  }

  @Test func bytesAfterTheLastVoxelAreMentioned() throws {
    var fixture = NiftiFixture()
    fixture.trailing = [1, 2, 3]
    for container in [Container.plain, .compressed] {
      let file = try ImageFileReader().readVolume(save(fixture, in: container))
      #expect(file.warnings == ["3 bytes after the last voxel were ignored"])
    }
  }

  @Test func bitpixThatDoesNotFitIsMentioned() throws {
    var fixture = NiftiFixture()
    fixture.bitpix = 8
    let file = try ImageFileReader().readVolume(save(fixture, in: .plain))
    #expect(file.warnings == ["bitpix is 8 and does not fit int16; it was ignored"])
  }

  @Test func eitherHalfOfAPairOpensIt() throws {
    let header = try save(NiftiFixture(), in: .pair)
    let image = String(header.dropLast(3)) + "img"
    #expect(
      try values(ImageFileReader().readVolume(image).volume) == (0..<24).map { Double($0) })
    // A plain header with compressed voxels.
    unlink(image)
    var fixture = NiftiFixture()
    fixture.isPair = true
    _ = try folder.file("a.img.gz", gzip(fixture.voxels))
    #expect(
      try values(ImageFileReader().readVolume(header).volume) == (0..<24).map { Double($0) })
  }
}
