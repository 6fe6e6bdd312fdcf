import Foundation
import ImageFiles
import Imaging
import Testing

@Suite struct WritingTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private let reader = ImageFileReader()

  /// Two lesions in a tight box: label 1 at (1, 1, 1), label 255 at (3, 2, 1).
  private func mask(on grid: VoxelGrid) -> Mask {
    var mask = Mask(
      emptyOn: grid, box: VoxelBox(lower: Voxel(1, 1, 0), upper: Voxel(4, 3, 1)))
    mask[Voxel(1, 1, 0)] = 1
    mask[Voxel(3, 2, 0)] = 255
    return mask
  }

  static let images: [(String, NiftiFixture)] = {
    func with(_ change: (inout NiftiFixture) -> Void) -> NiftiFixture {
      var fixture = NiftiFixture()
      change(&fixture)
      return fixture
    }
    return [
      (
        "sform",
        with {
          $0.slope = 2
          $0.intercept = -1024
          $0.sform = 4
        }
      ),
      (
        "qform",
        with {
          $0.sform = 0
          $0.qform = 2
          $0.quaternion = [0.1, 0.2, 0.3]
        }
      ),
      (
        "both",
        with {
          $0.sform = 1
          $0.qform = 2
          $0.quaternion = [0.5, 0.5, 0.5]
        }
      ),
      ("neither", with { $0.sform = 0 }),
      (
        "NIfTI-2",
        with {
          $0.version = 2
          $0.srow[0][3] = 0.1
        }
      ),
      (
        "big-endian",
        with {
          $0.bigEndian = true
          $0.type = .float32
        }
      ),
      ("4D", with { $0.dims = [4, 3, 2, 5] }),
      ("2D", with { $0.dims = [4, 3] }),
      (
        "metres",
        with {
          $0.units = 1
          $0.pixdim[1] = 1500
        }
      ),
      ("sheared", with { $0.srow[0][1] = 0.5 }),
    ]
  }()

  @Test(arguments: images, [".nii", ".nii.gz"])
  func maskLiesOnTheImagesOwnGrid(_ image: (String, NiftiFixture), _ suffix: String) throws {
    let header = try reader.readHeader(folder.file("image.nii", image.1.bytes))
    let mask = mask(on: header.grid)
    try ImageFileWriter.writeMask(mask, like: header, to: folder("mask" + suffix))
    #expect(try reader.readMask(folder("mask" + suffix)) == mask)

    let written = try reader.readVolume(folder("mask" + suffix)).header
    #expect(written.type == .uint8)
    #expect(written.slope == 1 && written.intercept == 0)
    #expect(written.shape == Array(header.shape.prefix(3)))
    #expect(written.grid == header.grid)
    #expect(written.statedSpacing == Array(header.statedSpacing.prefix(3)))
    #expect(written.sformCode == header.sformCode && written.qformCode == header.qformCode)
    #expect(written.orientationSource == header.orientationSource)
    #expect(written.niftiVersion == header.niftiVersion)
    #expect(written.isCompressed == (suffix == ".nii.gz"))
    #expect(written.warnings == header.warnings)
    #expect(written.text == "Caliper lesion mask")
    let other = OrientationSource.qform
    if header.qformCode > 0 {
      let a = try ImageFileReader(orientationSource: other).readHeader(folder("mask" + suffix))
      let b = try ImageFileReader(orientationSource: other).readHeader(folder("image.nii"))
      #expect(a.grid == b.grid)
    }
  }

  @Test func sameMaskGivesTheSameBytes() throws {
    let header = try reader.readHeader(folder.file("image.nii", NiftiFixture().bytes))
    for name in ["a.nii.gz", "b.nii.gz"] {
      try ImageFileWriter.writeMask(mask(on: header.grid), like: header, to: folder(name))
    }
    #expect(try contents(folder("a.nii.gz")) == contents(folder("b.nii.gz")))
  }

  @Test func emptyMaskAndMaskWithoutImage() throws {
    let grid = VoxelGrid(
      shape: Voxel(5, 4, 3), affine: Affine(spacing: SIMD3(-1, 0.5, 2), translation: SIMD3(9, 8, 7))
    )
    try ImageFileWriter.writeMask(Mask(emptyOn: grid), to: folder("empty.nii.gz"))
    #expect(try reader.readMask(folder("empty.nii.gz")) == Mask(emptyOn: grid))
    try ImageFileWriter.writeMask(mask(on: grid), to: folder("mask.nii"))
    #expect(try reader.readMask(folder("mask.nii")) == mask(on: grid))
    #expect(try contents(folder("mask.nii")).count == 352 + 60)
  }

  @Test func masksThatDoNotFitAreRefused() throws {
    let header = try reader.readHeader(folder.file("image.nii", NiftiFixture().bytes))
    let grid = VoxelGrid(shape: Voxel(4, 3, 3), affine: header.grid.affine)
    let error = #expect(throws: ImageFileError.self) {
      try ImageFileWriter.writeMask(Mask(emptyOn: grid), like: header, to: folder("mask.nii"))
    }
    #expect(error?.problem == .shapeMismatch(mask: Voxel(4, 3, 3), image: Voxel(4, 3, 2)))
    for name in ["mask", "mask.gz", "mask.hdr", "mask.nii.bz2"] {
      let error = #expect(throws: ImageFileError.self) {
        try ImageFileWriter.writeMask(Mask(emptyOn: grid), to: folder(name))
      }
      #expect(error?.problem == .badName)
    }
    #expect(try folder.names() == ["image.nii"])
  }

  @Test(arguments: VoxelType.allCases, [".nii", ".nii.gz"])
  func volumesOfEveryType(_ type: VoxelType, _ suffix: String) throws {
    var fixture = NiftiFixture()
    fixture.type = type
    fixture.slope = 0.5
    fixture.intercept = -3
    fixture.dims = [3, 2, 1]
    fixture.values = VoxelReadingTests.extremes(type)
    let volume = try reader.readVolume(folder.file("a.nii", fixture.bytes)).volume
    try ImageFileWriter.writeVolume(volume, to: folder("b" + suffix))
    let file = try reader.readVolume(folder("b" + suffix))
    #expect(file.volume.type == type)
    #expect(file.volume.slope == 0.5 && file.volume.intercept == -3)
    #expect(file.volume.grid == volume.grid)
    let isSame = volume.withStoredBytes { a in
      file.volume.withStoredBytes { b in a.elementsEqual(b) }
    }
    #expect(isSame)
    #expect(file.warnings == [])
  }

  @Test func volumeStatesBothFormsUnlessSheared() throws {
    let (cosine, sine) = (0.8, 0.6)
    var affine = Affine(
      columns: (SIMD3(cosine, sine, 0), SIMD3(sine, -cosine, 0) * 2, SIMD3(0, 0, 3)),
      translation: SIMD3(-100, 50.5, 7))
    func write(_ grid: VoxelGrid) throws -> ImageFileHeader {
      let count = grid.count
      try ImageFileWriter.writeVolume(
        Volume(grid: grid, voxels: [Int16](repeating: -1000, count: count)), to: folder("a.nii.gz"))
      return try reader.readVolume(folder("a.nii.gz")).header
    }
    let header = try write(VoxelGrid(shape: Voxel(6, 5, 4), affine: affine))
    #expect(header.sformCode == 1 && header.qformCode == 1)
    let qform = try ImageFileReader(orientationSource: .qform).readHeader(folder("a.nii.gz"))
    #expect(qform.grid.matches(header.grid, tolerance: 1e-4))
    #expect(header.grid.matches(VoxelGrid(shape: Voxel(6, 5, 4), affine: affine), tolerance: 1e-4))

    affine.columns.1 += SIMD3(0.1, 0, 0)
    let sheared = try write(VoxelGrid(shape: Voxel(6, 5, 4), affine: affine))
    #expect(sheared.sformCode == 1 && sheared.qformCode == 0)

    let unknown = VoxelGrid(shape: Voxel(2, 2, 2), affine: affine, hasKnownOrientation: false)
    #expect(try write(unknown).orientationSource == nil)
  }

  @Test func longAxesNeedNIfTI2() throws {
    let grid = VoxelGrid(shape: Voxel(40000, 2, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
    var mask = Mask(emptyOn: grid, box: VoxelBox(lower: Voxel(39999, 1, 0), upper: grid.shape))
    mask[Voxel(39999, 1, 0)] = 3
    try ImageFileWriter.writeMask(mask, to: folder("long.nii.gz"))
    #expect(try reader.readHeader(folder("long.nii.gz")).niftiVersion == 2)
    #expect(try reader.readMask(folder("long.nii.gz")) == mask)
  }

  // MARK: Reading masks

  @Test(arguments: VoxelType.allCases)
  func labelMapsOfEveryType(_ type: VoxelType) throws {
    var fixture = NiftiFixture()
    fixture.type = type
    fixture.values = (0..<24).map { $0 == 6 ? 2 : $0 == 19 ? 127 : 0 }
    let mask = try reader.readMask(folder.file("a.nii", fixture.bytes))
    #expect(mask.box == VoxelBox(lower: Voxel(2, 1, 0), upper: Voxel(4, 2, 2)))
    #expect(mask[Voxel(2, 1, 0)] == 2 && mask[Voxel(3, 1, 1)] == 127)
    #expect(mask.presentLabels == [2, 127])
  }

  @Test func scaledLabelsAreRounded() throws {
    var fixture = NiftiFixture()
    fixture.type = .uint8
    fixture.slope = 1 / 255.0
    fixture.values = (0..<24).map { $0 == 5 ? 255 : 0 }
    let mask = try reader.readMask(folder.file("a.nii", fixture.bytes))
    #expect(mask.presentLabels == [1])
    #expect(mask.count(of: 1) == 1)
  }

  @Test(arguments: [0.5, -1, 256, .nan, .infinity, 1e30])
  func otherValuesAreNoLabels(_ value: Double) throws {
    var fixture = NiftiFixture()
    fixture.type = .float32
    fixture.values = (0..<24).map { $0 == 17 ? value : 1 }
    let error = #expect(throws: ImageFileError.self) {
      try reader.readMask(folder.file("a.nii", fixture.bytes))
    }
    guard case .notALabel(let found, let voxel) = error?.problem else {
      Issue.record("refused for another reason: \(String(describing: error))")
      return
    }
    #expect(voxel == Voxel(1, 1, 1))
    #expect(found == Double(Float(value)) || value.isNaN && found.isNaN)
  }
}
