import ArraySupport
import Foundation
import ImageFiles
import Imaging
import Testing

/// `.npz` archives as the FLARE challenges hand out their cases.
@Suite("Archives of arrays as images")
struct ArrayImageTests {
  private let folder: TemporaryFolder
  /// (z, y, x) of 2 x 3 x 4.
  private let shape = [2, 3, 4]
  private let levels = (0..<24).map { UInt8($0 * 11) }

  init() throws { folder = try TemporaryFolder() }

  /// Writes an archive with `imgs` and a spacing.
  private func archive(
    _ name: String = "case.npz", _ fill: (inout ArchiveFixture) throws -> Void
  ) throws -> String {
    var fixture = ArchiveFixture()
    try fixture.add("spacing", [0.5, 0.75, 5.0], shape: [3], descr: "<f8")
    try fill(&fixture)
    return try folder.file(name, Array(fixture.data))
  }

  private func values(_ volume: Volume) -> [Double] {
    let shape = volume.grid.shape
    return (0..<shape.z).flatMap { z in
      (0..<shape.y).flatMap { y in (0..<shape.x).map { volume[Voxel($0, y, z)] } }
    }
  }

  @Test("Grey levels become HU, on SimpleITK's grid", arguments: [true, false])
  func greyLevels(_ isDeflated: Bool) throws {
    let path = try archive {
      try $0.add("imgs", levels, shape: shape, descr: "|u1", deflated: isDeflated)
    }
    let file = try ImageFileReader().readVolume(path)
    #expect(file.volume.grid.shape == Voxel(4, 3, 2))
    #expect(file.volume.grid.affine.columns.0 == SIMD3(-0.5, 0, 0))
    #expect(file.volume.grid.affine.columns.1 == SIMD3(0, -0.75, 0))
    #expect(file.volume.grid.affine.columns.2 == SIMD3(0, 0, 5))
    #expect(file.header.frames == 1 && file.header.type == .uint8)
    for (value, level) in zip(values(file.volume), levels) {
      #expect(abs(value - (-160 + 400 * Double(level) / 255)) < 1e-4)
    }
  }

  @Test("direction and origin place the voxels, and a mask lies on the same grid")
  func placement() throws {
    let path = try archive {
      try $0.add("imgs", levels, shape: shape, descr: "|u1")
      try $0.add("direction", [0.0, 1, 0, 1, 0, 0, 0, 0, -1], shape: [9], descr: "<f8")
      try $0.add("origin", [10.1, -20.2, 30.3], shape: [3], descr: "<f8")
    }
    let header = try ImageFileReader().readHeader(path)
    // x runs to posterior, y to the left, z down.
    #expect(Orientation(header.grid.affine).code == "PLI")
    #expect((header.grid.affine.translation - SIMD3(-10.1, 20.2, 30.3)).length < 1e-5)
    let mask = Mask(emptyOn: header.grid, box: header.grid.box)
    try ImageFileWriter.writeMask(mask, like: header, to: folder("mask.nii.gz"))
    #expect(try ImageFileReader().readHeader(folder("mask.nii.gz")).grid == header.grid)
  }

  @Test("Both orders and all number types give the same voxels")
  func orders() throws {
    let numbers = (0..<24).map { Int16(-1000 + 50 * $0) }
    // The first index fastest.
    let fortran = (0..<4).flatMap { x in
      (0..<3).flatMap { y in (0..<2).map { z in numbers[(z * 3 + y) * 4 + x] } }
    }
    let paths = [
      try archive("a.npz") { try $0.add("imgs", numbers, shape: shape, descr: "<i2") },
      try archive("b.npz") {
        try $0.add("imgs", numbers.map(\.byteSwapped), shape: shape, descr: ">i2")
      },
      try archive("c.npz") {
        try $0.add("imgs", fortran, shape: shape, descr: "<i2", fortran: true)
      },
      try archive("d.npz") {
        try $0.add("imgs", fortran.map { Float($0) }, shape: shape, descr: "<f4", fortran: true)
      },
      try archive("e.npz") {
        try $0.add("imgs", numbers.map { Double($0) }, shape: shape, descr: "<f8")
      },
    ]
    for path in paths {
      // Values below 0 are HU already.
      let volume = try ImageFileReader().readVolume(path).volume
      #expect(values(volume) == numbers.map { Double($0) }, "\(path)")
    }
    // Floats that all lie in 0…255 are grey levels, and that is told.
    let floats = try archive("f.npz") {
      try $0.add("imgs", levels.map { Float($0) }, shape: shape, descr: "<f4")
    }
    let file = try ImageFileReader().readVolume(floats)
    #expect(file.header.warnings.count == 1)
    let volume = file.volume
    #expect(abs(values(volume)[23] - (-160 + 400 * 253.0 / 255)) < 1e-3)
  }

  @Test("Parts hold the voxels that the whole has")
  func parts() throws {
    let path = try archive { try $0.add("imgs", levels, shape: shape, descr: "|u1") }
    let whole = try ImageFileReader().readVolume(path).volume
    let box = VoxelBox(lower: Voxel(1, 1, 1), upper: Voxel(3, 3, 2))
    let part = try #require(try ImageFileReader().open(path).readParts([box]).first)
    for x in 1..<3 {
      for y in 1..<3 { #expect(part[Voxel(x, y, 1)] == whole[Voxel(x, y, 1)]) }
    }
  }

  @Test("Label maps are read by their array's name, in any integer type")
  func labels() throws {
    var lines = [Int64](repeating: 0, count: 24)
    lines[13] = 2
    let path = try archive {
      try $0.add("imgs", levels, shape: shape, descr: "|u1")
      try $0.add("recist", lines, shape: shape, descr: "<i8")
      try $0.add("gts", lines.map { UInt8($0 / 2) }, shape: shape, descr: "|u1")
    }
    let reader = ImageFileReader()
    #expect(try reader.readMask(path, array: ArrayImage.lines)[Voxel(1, 0, 1)] == 2)
    #expect(try reader.readMask(path)[Voxel(1, 0, 1)] == 1)
    #expect(throws: ImageFileError(path: path, problem: .missingArray("none"))) {
      try reader.readMask(path, array: "none")
    }
  }

  // MARK: Refusals

  /// Changes an archive that is right but for it.
  struct Damage: CustomTestStringConvertible {
    let name: String
    let says: String
    let fill: @Sendable (inout ArchiveFixture) throws -> Void

    var testDescription: String { name }
  }

  static let damages: [Damage] = [
    Damage(name: "no voxels", says: "no array \"imgs\"") { _ in },
    Damage(name: "two dimensions", says: "2 dimensions") {
      try $0.add("imgs", [UInt8](repeating: 0, count: 12), shape: [3, 4], descr: "|u1")
    },
    Damage(name: "objects", says: "type |O") {
      try $0.add("imgs", [UInt8](repeating: 0, count: 24), shape: [2, 3, 4], descr: "|O")
    },
    Damage(name: "fewer bytes than the shape", says: "its header asks for") {
      try $0.add("imgs", [UInt8](repeating: 0, count: 23), shape: [2, 3, 4], descr: "|u1")
    },
    Damage(name: "more bytes than the shape", says: "its header asks for") {
      try $0.add("imgs", [UInt8](repeating: 0, count: 25), shape: [2, 3, 4], descr: "|u1")
    },
    Damage(name: "a shape without end", says: "its shape is") {
      try $0.add(
        "imgs", [UInt8](repeating: 0, count: 24), shape: [1 << 40, 1 << 40, 4], descr: "|u1")
    },
    Damage(name: "a bomb", says: "promises") {
      let header = ArchiveFixture.header("|u1", [1 << 10, 1 << 10, 1 << 10])
      try $0.add("imgs.npy", header, size: header.count + 1 << 30)
    },
    Damage(name: "an encrypted array", says: "encrypted") {
      let header = ArchiveFixture.header("|u1", [1, 1, 1])
      try $0.add("imgs.npy", header + [0], flags: 1)
    },
    Damage(name: "bzip2", says: "another method") {
      try $0.add("imgs.npy", ArchiveFixture.header("|u1", [1, 1, 1]) + [0], method: 12)
    },
    Damage(name: "two arrays of one name", says: "two entries have one name") {
      for _ in 0..<2 {
        try $0.add("imgs", [UInt8](repeating: 0, count: 24), shape: [2, 3, 4], descr: "|u1")
      }
    },
    Damage(name: "axes in one plane", says: "one plane") {
      try $0.add("imgs", [UInt8](repeating: 0, count: 24), shape: [2, 3, 4], descr: "|u1")
      try $0.add("direction", [1.0, 0, 0, 1, 0, 0, 0, 0, 1], shape: [9], descr: "<f8")
    },
    Damage(name: "an origin that is no place", says: "not finite") {
      try $0.add("imgs", [UInt8](repeating: 0, count: 24), shape: [2, 3, 4], descr: "|u1")
      try $0.add("origin", [0, Double.nan, 0], shape: [3], descr: "<f8")
    },
  ]

  @Test("Archives that cannot be trusted are refused", arguments: damages)
  func refused(_ damage: Damage) throws {
    let path = try archive("case.npz", damage.fill)
    let error = #expect(throws: ImageFileError.self) { try ImageFileReader().readVolume(path) }
    #expect(error?.description.contains(damage.says) == true, "\(error?.description ?? "")")
  }

  @Test(
    "A spacing that is none is refused", arguments: [[0.5, 0.75, 0], [0.5, -1, 5], [0.5, 1]])
  func spacing(_ spacing: [Double]) throws {
    var fixture = ArchiveFixture()
    try fixture.add("imgs", levels, shape: shape, descr: "|u1")
    let without = try folder.file("without.npz", Array(fixture.data))
    #expect(throws: ImageFileError(path: without, problem: .missingArray("spacing"))) {
      try ImageFileReader().readHeader(without)
    }
    try fixture.add("spacing", spacing, shape: [spacing.count], descr: "<f8")
    let path = try folder.file("case.npz", Array(fixture.data))
    #expect(throws: ImageFileError.self) { try ImageFileReader().readHeader(path) }
  }

  @Test("A wrong checksum, a cut and what is no archive are refused")
  func damaged() throws {
    let bytes = ArchiveFixture.header("|u1", shape) + levels
    let wrong = try archive { try $0.add("imgs.npy", bytes, crc: 1) }
    #expect(throws: ImageFileError.self) { try ImageFileReader().readVolume(wrong) }
    let box = VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(1, 1, 1))
    #expect(throws: ImageFileError.self) { try ImageFileReader().open(wrong).readParts([box]) }

    let whole = try contents(try archive { try $0.add("imgs.npy", bytes) })
    for count in stride(from: 0, to: whole.count, by: 7) {
      let cut = try folder.file("cut.npz", Array(whole.prefix(count)))
      #expect(throws: ImageFileError.self) { try ImageFileReader().readVolume(cut) }
    }
    mkfifo(folder("fifo.npz"), 0o600)
    #expect(throws: ImageFileError.self) { try ImageFileReader().readVolume(folder("fifo.npz")) }
    #expect(throws: ImageFileError.self) { try ImageFileReader().readVolume(folder("none.npz")) }
  }

  @Test("No byte that is changed traps")
  func fuzz() throws {
    let path = try archive {
      try $0.add("imgs", levels, shape: shape, descr: "|u1")
      try $0.add("recist", levels, shape: shape, descr: "|u1", fortran: true)
    }
    let whole = try contents(path)
    var generator = FuzzTests.Generator(state: 7)
    for place in whole.indices {
      var bytes = whole
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
      let changed = try folder.file("changed.npz", bytes)
      _ = try? ImageFileReader().readVolume(changed)
      _ = try? ImageFileReader().readMask(changed, array: ArrayImage.lines)
    }
  }
}
