import Imaging
import Testing

/// Labels found in one pass, in runs of up to whole rows.
@Suite struct MaskExtentsTests {
  /// Rows longer than what is looked at in one step.
  static let wide = VoxelGrid(shape: Voxel(150, 5, 4), affine: Affine(spacing: SIMD3(1, 1, 1)))

  static let masks: [Mask] =
    RandomMasks.grids.map { RandomMasks.mask(on: $0, density: 0.3, labels: 3, seed: 5) }
    + [0.0, 0.004, 0.1, 0.9].enumerated().map { index, density in
      RandomMasks.mask(on: wide, density: density, labels: 2, seed: UInt64(index + 1))
    } + [
      Mask(grid: wide, box: wide.box, labels: [UInt8](repeating: 128, count: wide.count)),
      Mask(grid: wide, box: wide.box, labels: (0..<wide.count).map { UInt8($0 % 256) }),
    ]

  @Test(arguments: masks.indices) func extentsAreThoseOfTheVoxels(_ index: Int) {
    let mask = Self.masks[index]
    let extents = mask.extents
    #expect(extents.map(\.label) == mask.presentLabels)
    for extent in extents {
      #expect(extent.voxels == mask.count(of: extent.label))
      #expect(extent.box == mask.bounds(of: extent.label))
    }
  }

  @Test(arguments: masks.indices) func runsCoverEveryVoxelOnce(_ index: Int) {
    let mask = Self.masks[index]
    let parts = [
      nil, VoxelBox(lower: Voxel(3, 1, 1), upper: Voxel(9, 4, 3)),
      VoxelBox(
        lower: Voxel(-2, 2, 0), upper: Voxel(400, 3, 90)),
      VoxelBox(lower: Voxel(5, 5, 5), upper: Voxel(5, 9, 9)),
    ]
    for part in parts {
      var found: [Voxel: UInt8] = [:]
      mask.forEachRun(in: part) { start, count, label in
        for step in 0..<count {
          let voxel = Voxel(start.x + step, start.y, start.z)
          if found.updateValue(label, forKey: voxel) != nil { Issue.record("\(voxel) twice") }
        }
      }
      let wanted = RandomMasks.voxels(of: mask).filter { part?.contains($0.key) ?? true }
      #expect(found == wanted)
    }
  }

  @Test(arguments: masks.indices) func boundsAreThoseOfTheVoxels(_ index: Int) {
    let mask = Self.masks[index]
    #expect(mask.bounds == VoxelBox(enclosing: RandomMasks.voxels(of: mask).keys))
  }

  @Test func theLongestAxisIsThatOfAMeasurement() throws {
    for (index, grid) in RandomMasks.grids.enumerated() {
      let mask = RandomMasks.mask(on: grid, density: 0.4, labels: 2, seed: UInt64(index + 20))
      let volume = Volume(grid: grid, voxels: [Int16](repeating: 0, count: grid.count))
      for label in mask.presentLabels {
        let measured = try #require(LesionMeasurement(of: Int(label), in: mask, volume: volume))
        let axes = try #require(mask.longestAxes(of: label))
        #expect(axes.longMillimetres == measured.longAxisMillimetres)
        #expect(mask.longestAxes(of: label, in: mask.bounds(of: label)) == axes)
      }
      #expect(mask.longestAxes(of: 77) == nil && mask.longestAxes(of: 0) == nil)
    }
  }
}
