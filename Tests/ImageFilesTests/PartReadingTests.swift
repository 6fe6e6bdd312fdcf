import Foundation
import ImageFiles
import Imaging
import Testing

/// Reading the voxels of some boxes gives what reading everything gives.
@Suite struct PartReadingTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private static let shape = Voxel(7, 6, 9)
  private static let boxes = [
    VoxelBox(lower: Voxel(1, 2, 4), upper: Voxel(5, 4, 6)),
    // At the first and the last voxel, and one voxel alone, out of order.
    VoxelBox(lower: Voxel(5, 5, 7), upper: shape),
    VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(2, 1, 1)),
    VoxelBox(lower: Voxel(6, 0, 3), upper: Voxel(7, 1, 4)),
  ]

  private func fixture(_ change: (inout NiftiFixture) -> Void = { _ in }) -> NiftiFixture {
    var fixture = NiftiFixture()
    fixture.dims = [Self.shape.x, Self.shape.y, Self.shape.z]
    change(&fixture)
    return fixture
  }

  private func values(_ volume: Volume, _ box: VoxelBox) -> [Double] {
    (box.lower.z..<box.upper.z).flatMap { z in
      (box.lower.y..<box.upper.y).flatMap { y in
        (box.lower.x..<box.upper.x).map { volume[Voxel($0, y, z)] }
      }
    }
  }

  private func expectSame(
    _ path: String, frame: Int = 0, boxes: [VoxelBox] = boxes,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let whole = try ImageFileReader().readVolume(path, frame: frame).volume
    let parts = try ImageFileReader().open(path, frame: frame).readParts(boxes)
    #expect(parts.count == boxes.count, sourceLocation: location)
    for (part, box) in zip(parts, boxes) {
      #expect(part.grid == whole.grid, sourceLocation: location)
      #expect(part.box.union(box) == part.box, sourceLocation: location)
      #expect(values(part, box) == values(whole, box), sourceLocation: location)
    }
  }

  @Test(arguments: VoxelType.allCases, [false, true])
  func everyTypeAndByteOrder(_ type: VoxelType, _ bigEndian: Bool) throws {
    let fixture = fixture {
      $0.type = type
      $0.bigEndian = bigEndian
      $0.slope = 2
      $0.intercept = -3
      $0.values = (0..<$0.count).map { Double($0 % 120) }
    }
    try expectSame(folder.file("a.nii", fixture.bytes))
    try expectSame(folder.file("a.nii.gz", gzip(fixture.bytes)))
  }

  @Test func framesOffsetsAndPairs() throws {
    var fixture = fixture { $0.dims += [3] }
    fixture.voxOffset = 720
    let bytes = fixture.header + [UInt8](repeating: 9, count: 372) + fixture.voxels
    for frame in 0..<3 {
      try expectSame(folder.file("a.nii", bytes), frame: frame)
      try expectSame(folder.file("a.nii.gz", gzip(bytes)), frame: frame)
    }
    fixture.voxOffset = nil
    fixture.isPair = true
    _ = try folder.file("b.img", fixture.voxels)
    try expectSame(folder.file("b.hdr", fixture.header), frame: 1)
    let error = #expect(throws: ImageFileError.self) {
      try ImageFileReader().open(folder("b.hdr"), frame: 3)
    }
    #expect(error?.problem == .noSuchFrame(asked: 3, count: 3))
  }

  @Test func onlyWhatIsAskedForIsInMemory() throws {
    let path = try folder.file("a.nii.gz", gzip(fixture().bytes))
    #expect(try ImageFileReader().open(path).readParts([]).isEmpty)
    let apart = try ImageFileReader().open(path).readParts(Self.boxes)
    #expect(apart.map(\.box) == Self.boxes)
    // Boxes that share most of their voxels share one volume of them all.
    let side = VoxelBox(lower: Voxel(1, 1, 4), upper: Voxel(5, 4, 6))
    let together = try ImageFileReader().open(path).readParts([Self.boxes[0], side])
    #expect(together.map(\.box) == [side, side])
    try expectSame(path, boxes: [Self.boxes[0], side])
    #expect(!together[0].isWhole)
    #expect(try ImageFileReader().readVolume(path).volume.isWhole)
  }

  /// Damage that lies after the last slice is not looked at; that is what makes it fast.
  @Test func damageAfterTheBoxesIsRefused() throws {
    // Enough noise that the file is longer than what is taken from it at once.
    var generator = FuzzTests.Generator(state: 3)
    let grid = VoxelGrid(shape: Voxel(256, 256, 40), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let voxels = (0..<grid.count).map { _ in Int16.random(in: -1000...1000, using: &generator) }
    try ImageFileWriter.writeVolume(Volume(grid: grid, voxels: voxels), to: folder("a.nii.gz"))
    var bytes = try contents(folder("a.nii.gz"))
    bytes[bytes.count - 100] ^= 0x55
    let path = try folder.file("b.nii.gz", bytes)
    #expect(throws: ImageFileError.self) { try ImageFileReader().readVolume(path) }
    let box = VoxelBox(lower: Voxel(9, 9, 2), upper: Voxel(50, 50, 9))
    #expect(throws: ImageFileError.self) { try ImageFileReader().open(path).readParts([box]) }
  }

  @Test func filesThatAreNotWholeAreStillRefused() throws {
    let fixture = fixture()
    let (bytes, first) = (fixture.bytes, [Self.boxes[2]])
    func problem(_ path: String) -> ImageFileError.Problem? {
      let error = #expect(throws: ImageFileError.self) {
        try ImageFileReader().open(path).readParts(first)
      }
      return error?.problem
    }
    let size = bytes.count
    #expect(
      problem(try folder.file("a.nii", bytes.dropLast(3)))
        == .truncated(bytes: size - 3, needed: size))
    #expect(
      problem(try folder.file("b.nii.gz", gzip(bytes.dropLast(3))))
        == .truncated(bytes: size - 3, needed: size))
    for cut in [1, 4, 8, 20, 100] {
      #expect(
        problem(try folder.file("c.nii.gz", gzip(bytes).dropLast(cut))) == .compressedDataEndsEarly)
    }
    // Of several members the last states its own length alone.
    let members = gzip(Array(bytes[..<600])) + gzip(Array(bytes[600...]))
    try expectSame(folder.file("d.nii.gz", members))
    var damaged = members
    damaged[members.count - 30] ^= 1
    #expect(
      problem(try folder.file("e.nii.gz", damaged))
        == .compressedDataDamaged("incorrect checksum or length"))
    // Something after the last voxel, or after the gzip stream.
    try expectSame(folder.file("f.nii.gz", gzip(bytes + [1, 2, 3])))
    try expectSame(folder.file("g.nii.gz", gzip(bytes) + [0, 0, 0, 0, 0]))
  }
}
