import Evaluation
import Imaging
import Testing

/// Random masks against the numbers of DeepMind's package.
@Suite struct SurfaceGoldenTests {
  @Test func randomMasksScoreAsThePackageScoresThem() throws {
    let golden = try GoldenTable("surface-distances.tsv")
    let tolerances = try settings(golden, "nsd")
    let percentiles = try settings(golden, "hausdorff")
    #expect(golden.rows.count == 40)
    for row in golden.rows {
      let shape = GoldenTable.numbers(row[1]).map { Int($0) }
      let grid = Masks.grid(
        Voxel(shape[0], shape[1], shape[2]), spacing: GoldenTable.spacing(row[2]))
      let name = "\(row[0]) at \(row[2]) mm"
      let found = try SurfaceDistances(
        of: 1, reference: try mask(row[3], on: grid), prediction: try mask(row[4], on: grid))
      let areas = GoldenTable.numbers(row[5])
      #expect(abs(found.referenceArea - areas[0]) <= 1e-9, "\(name)")
      #expect(abs(found.predictionArea - areas[1]) <= 1e-9, "\(name)")
      for (tolerance, expected) in zip(tolerances, GoldenTable.numbers(row[6])) {
        let score = found.normalisedSurfaceDice(tolerance: tolerance)
        #expect(abs(score - expected) <= 1e-9, "\(name): NSD at \(tolerance) mm")
      }
      for (percentile, expected) in zip(percentiles, GoldenTable.numbers(row[7])) {
        let distance = found.hausdorff(percentile: percentile)
        #expect(abs(distance - expected) <= 1e-9, "\(name): HD\(percentile)")
      }
    }
  }

  /// The tolerances or percentiles that a column is for: its name is followed by them.
  private func settings(_ golden: GoldenTable, _ column: String) throws -> [Double] {
    let name = try #require(golden.columns.first { $0.hasPrefix(column + " ") })
    return GoldenTable.numbers(name.dropFirst(column.count + 1))
  }

  /// A mask from the digits of numpy.packbits, the highest bit first.
  private func mask(_ digits: String, on grid: VoxelGrid) throws -> Mask {
    let bits = try digits.flatMap { digit in
      let value = try #require(digit.hexDigitValue)
      return (0..<4).map { UInt8(value >> (3 - $0) & 1) }
    }
    return Mask(grid: grid, box: grid.box, labels: Array(bits.prefix(grid.count)))
  }
}
