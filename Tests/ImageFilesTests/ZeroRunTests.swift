import ImageFiles
import Imaging
import Testing

/// A mask is nearly all zeros, and they are not compressed one by one.
@Suite struct ZeroRunTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private let reader = ImageFileReader()

  /// Long runs of zeros are put in as ready-made blocks: before, between and after the labels.
  @Test(arguments: [[], [0], [119_999], [0, 119_999, 60_000], [1, 65_900], [59_000, 59_001]])
  func longRunsOfZeros(_ places: [Int]) throws {
    for (width, height, depth) in [(300, 200, 2), (120_000, 1, 1), (10, 100, 120), (512, 256, 40)] {
      let grid = VoxelGrid(
        shape: Voxel(width, height, depth), affine: Affine(spacing: SIMD3(1, 1, 1)))
      var mask = Mask(emptyOn: grid, box: places.isEmpty ? nil : grid.box)
      for place in places {
        let z = place / (width * height)
        mask[Voxel(place % width, place / width % height, z)] = UInt8(place % 255 + 1)
      }
      try ImageFileWriter.writeMask(mask, to: folder("a.nii.gz"))
      try ImageFileWriter.writeMask(mask, to: folder("a.nii"))
      let volumes = try ["a.nii.gz", "a.nii"].map { try reader.readVolume(folder($0)).volume }
      // Compared outside the macro, which would print every byte.
      let isSame = volumes[0].withStoredBytes { a in
        volumes[1].withStoredBytes { b in a.elementsEqual(b) }
      }
      #expect(isSame)
      let read = try reader.readMask(folder("a.nii.gz"))
      #expect(read.presentLabels == mask.presentLabels)
      for place in places {
        let voxel = Voxel(place % width, place / width % height, place / (width * height))
        #expect(read[voxel] == UInt8(place % 255 + 1))
      }
    }
  }
}
