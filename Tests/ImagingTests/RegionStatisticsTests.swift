import Imaging
import Testing

@Suite struct RegionStatisticsTests {
  private func expectSame(
    _ found: RegionStatistics, _ voxels: [Voxel], of volume: Volume, _ place: Comment
  ) {
    let held = voxels.filter { volume.box.contains($0) }
    let values = held.map { volume[$0] }.filter { $0.isFinite }.sorted()
    #expect(found.count == values.count && found.nonfinite == held.count - values.count, place)
    guard let first = values.first, let last = values.last else {
      #expect(found.mean.isNaN && found.median.isNaN && found.minimum.isNaN, place)
      return
    }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    let middle = values.count / 2
    let median =
      values.count.isMultiple(of: 2) ? (values[middle - 1] + values[middle]) / 2 : values[middle]
    #expect(found.minimum == first && found.maximum == last && found.median == median, place)
    #expect(abs(found.mean - mean) < 1e-9, place)
    #expect(abs(found.standardDeviation - variance.squareRoot()) < 1e-9, place)
  }

  @Test("Discs of whole volumes and of parts agree with a list of the voxels")
  func regions() {
    for (number, grid) in RandomMasks.grids.enumerated() {
      for seed in 1...20 as ClosedRange<UInt64> {
        let place: Comment = "grid \(number), seed \(seed)"
        var chance = Chance(seed: seed)
        // Few different values, so that many are equal.
        let values = (0..<grid.count).map { _ in
          let value = Float((chance.uniform() * 40).rounded())
          return value == 7 ? Float.nan : value == 8 ? .infinity : value
        }
        let box = VoxelBox(lower: Voxel(1, 2, 1), upper: Voxel(5, 5, 6))
        let volumes = [
          Volume(grid: grid, voxels: values, slope: -2, intercept: 5),
          Volume(
            grid: grid, box: box, type: .float32,
            buffer: VoxelBuffer(Array(values[..<box.count]))),
        ]
        let (center, radius) = (chance.voxel(in: grid.box), chance.uniform() * 6)
        let plane = DisplayPlane(.coronal, of: grid)
        let disc = grid.box.voxels.filter {
          $0[plane.sliceAxis] == center[plane.sliceAxis]
            && grid.affine.distance($0, center) <= radius + 1e-9
        }
        for volume in volumes {
          let found = volume.statistics(
            in: .disc(at: center, radiusMillimetres: radius, in: plane))
          expectSame(found, disc, of: volume, place)
          let held = Double(disc.count { volume.box.contains($0) })
          let steps = [plane.columnAxis, plane.rowAxis].map { grid.affine.column($0) }
          let area = steps[0].cross(steps[1]).length * held
          #expect(abs(found.areaSquareMillimetres - area) < 1e-9, place)
        }
      }
    }
  }
}
