import Imaging
import Testing

@Suite struct SlabTests {
  /// The projection of one column, from the volume's voxels one by one.
  private func expected(
    _ volume: Volume, _ plane: DisplayPlane, column: Int, row: Int, slices: ClosedRange<Int>,
    _ projection: SlabProjection
  ) -> Double? {
    let values = slices.map { plane.voxel(column: column, row: row, slice: $0) }
      .filter { volume.box.contains($0) }.map { volume[$0] }.filter { $0.isFinite }
    guard !values.isEmpty else { return nil }
    return projection == .mean ? values.reduce(0, +) / Double(values.count) : values.max()
  }

  private func expectRows(_ volume: Volume, _ place: Comment) {
    for plane in Plane.allCases.map({ DisplayPlane($0, of: volume.grid) }) {
      for slices in [0...0, 1...3, 0...(plane.slices - 1)] {
        for projection in SlabProjection.allCases {
          let columns = 1..<plane.columns
          var wrong = 0
          for row in 0..<plane.rows {
            var line = [Float](repeating: 7, count: columns.count)
            line.withUnsafeMutableBufferPointer {
              volume.readSlabRow(
                of: plane, columns: columns, row: row, slices: slices, projection: projection,
                into: $0)
            }
            for column in columns {
              let found = line[column - 1]
              let known = expected(
                volume, plane, column: column, row: row, slices: slices, projection)
              if let known, abs(Double(found) - known) < 1e-3 { continue }
              if known == nil, found.isNaN { continue }
              wrong += 1
            }
          }
          #expect(wrong == 0, place)
        }
      }
    }
  }

  @Test("A row is the mean or the maximum over the slab's voxels, in every orientation and type")
  func rows() {
    for affine in storedOrientations() {
      let grid = VoxelGrid(shape: Voxel(7, 6, 5), affine: affine)
      var chance = Chance(seed: 3)
      let values = (0..<grid.count).map { _ in Int16(chance.uniform() * 3000 - 1000) }
      let code: Comment = "\(Orientation(affine).code)"
      expectRows(Volume(grid: grid, voxels: values, slope: 0.5, intercept: -3), code)
      expectRows(Volume(grid: grid, voxels: values, slope: -2, intercept: 9), code)
      let holes = values.map {
        $0 > 1400 ? Float.nan : $0 > 1300 ? .infinity : $0 < 200 ? -.infinity : Float($0)
      }
      expectRows(Volume(grid: grid, voxels: holes), code)
      let box = VoxelBox(lower: Voxel(2, 1, 1), upper: Voxel(6, 4, 4))
      expectRows(
        Volume(
          grid: grid, box: box, type: .int16, buffer: VoxelBuffer(Array(values[..<box.count]))),
        code)
    }
  }
}
