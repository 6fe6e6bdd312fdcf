import Evaluation
import Imaging
import Testing

/// The area of each pattern of eight voxels.
@Suite struct SurfaceElementAreasTests {
  @Test func everyPatternHasTheGoldenArea() throws {
    let golden = try GoldenTable("surface-areas.tsv")
    #expect(golden.rows.count == 256)
    for (column, name) in golden.columns.enumerated().dropFirst() {
      let spacing = SIMD3<Double>(SIMD3<Float>(GoldenTable.spacing(name)))
      let areas = SurfaceElementAreas(spacing: spacing)
      for row in golden.rows {
        let pattern = try #require(UInt8(row[0]))
        let expected = try #require(Double(row[column]))
        #expect(abs(areas[pattern] - expected) <= 1e-9, "pattern \(pattern) at \(name) mm")
      }
    }
  }

  @Test func insideAndOutsideExchangedGiveTheSameArea() {
    let areas = SurfaceElementAreas(spacing: SIMD3(0.7, 1.1, 5))
    for pattern in UInt8.min...UInt8.max {
      #expect(abs(areas[pattern] - areas[~pattern]) < 1e-12)
    }
  }

  /// Areas that can be told without a computer.
  @Test func planesAndCornersByHand() {
    let areas = SurfaceElementAreas(spacing: SIMD3(2, 3, 5))
    #expect(areas[0] == 0)
    #expect(areas[255] == 0)
    // Bits x + 2 y + 4 z: half spaces across x, y and z.
    #expect(areas[0b0101_0101] == 15)
    #expect(areas[0b0011_0011] == 10)
    #expect(areas[0b0000_1111] == 6)
    // One corner: a triangle through the middles of three edges.
    let triangle = SIMD3<Double>(15, 10, 6).length / 8
    #expect(abs(areas[1] - triangle) < 1e-12)
    // Two voxels along x: the diagonal of half of y and half of z, as long as x.
    #expect(abs(areas[0b11] - 2 * SIMD3(0, 1.5, 2.5).length) < 1e-12)
  }
}
