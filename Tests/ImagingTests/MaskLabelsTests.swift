import Imaging
import Testing

@Suite struct MaskLabelsTests {
  let grid = VoxelGrid(shape: Voxel(9, 7, 5), affine: Affine(spacing: SIMD3(1, 2, 3)))

  func random(_ seed: UInt64) -> Mask {
    var state = seed
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    return Mask(
      grid: grid, box: grid.box,
      labels: (0..<grid.count).map { _ in next() % 3 == 0 ? UInt8(next() % 4) : 0 })
  }

  @Test(arguments: 1...8) func takenApartAndJoinedAgain(_ seed: UInt64) throws {
    let mask = random(seed)
    let parts = mask.byLabel()
    #expect(Set(parts.keys) == Set(mask.presentLabels.map(Int.init)))
    for (label, part) in parts {
      #expect(part.presentLabels == [UInt8(label)])
      #expect(part.box == mask.bounds(of: UInt8(label)))
    }
    let joined = Mask.joined(Array(parts.values), on: grid)
    for offset in 0..<grid.count {
      let voxel = Voxel(offset % 9, offset / 9 % 7, offset / 63)
      if joined[voxel] != mask[voxel] { Issue.record("\(voxel)") }
    }
  }

  @Test func resamplingOntoAFlippedAndShiftedGridKeepsPlaces() throws {
    let mask = random(5)
    let flipped = VoxelGrid(
      shape: Voxel(11, 7, 5),
      affine: Affine(
        columns: (SIMD3(-1, 0, 0), SIMD3(0, 2, 0), SIMD3(0, 0, 3)), translation: SIMD3(9, 0, 0)))
    let moved = try #require(mask.resampled(onto: flipped))
    #expect(moved.labels.count { $0 != 0 } == mask.labels.count { $0 != 0 })
    moved.forEachLabelled { voxel, label in
      if mask[Voxel(9 - voxel.x, voxel.y, voxel.z)] != label { Issue.record("\(voxel)") }
    }
  }
}
