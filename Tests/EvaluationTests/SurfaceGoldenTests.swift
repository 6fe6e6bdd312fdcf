import Evaluation
import Foundation
import Imaging
import Testing

/// Random masks against the numbers of DeepMind's package.
@Suite struct SurfaceGoldenTests {
  @Test func randomMasksScoreAsThePackageScoresThem() throws {
    let golden = try GoldenTable("surface-distances.tsv")
    #expect(golden.rows.count == 44)
    try Self.compare(with: golden)
  }

  /// The package itself, on masks that nobody has seen before.
  @Test(.enabled(if: PythonPackage.isAvailable, "surface-distance cannot be installed here"))
  func freshMasksScoreAsThePackageScoresThem() throws {
    let seed = UInt32.random(in: 0...UInt32.max)
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("caliper-fresh-\(seed).tsv")
    defer { try? FileManager.default.removeItem(at: file) }
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/make.py").path
    try #require(PythonPackage.run(script, "--fresh", "\(seed)", file.path), "seed \(seed)")
    let golden = GoldenTable(text: try String(contentsOf: file, encoding: .utf8))
    #expect(golden.rows.count == 40)
    try Self.compare(with: golden, "seed \(seed)")
  }

  private static func compare(with golden: GoldenTable, _ origin: String = "golden") throws {
    let tolerances = try settings(golden, "nsd")
    let percentiles = try settings(golden, "hausdorff")
    for row in golden.rows {
      let shape = GoldenTable.numbers(row[1]).map { Int($0) }
      let grid = Masks.grid(
        Voxel(shape[0], shape[1], shape[2]), spacing: GoldenTable.spacing(row[2]))
      let name = "\(origin), \(row[0]) at \(row[2]) mm"
      let found = try SurfaceDistances(
        of: 1, reference: try mask(row[3], on: grid), prediction: try mask(row[4], on: grid))
      let areas = GoldenTable.numbers(row[5])
      #expect(isNear(found.referenceArea, areas[0]), "\(name)")
      #expect(isNear(found.predictionArea, areas[1]), "\(name)")
      for (tolerance, expected) in zip(tolerances, GoldenTable.numbers(row[6])) {
        let score = found.normalisedSurfaceDice(tolerance: tolerance)
        #expect(isNear(score, expected), "\(name): NSD at \(tolerance) mm")
      }
      for (percentile, expected) in zip(percentiles, GoldenTable.numbers(row[7])) {
        // Where a percentage falls on the border of two elements, the last digit of a sum decides.
        let near = [percentile - 1e-9, percentile, min(percentile + 1e-9, 100)]
          .map { found.hausdorff(percentile: $0) }
        #expect(near.contains { isNear($0, expected) }, "\(name): HD\(percentile)")
      }
    }
  }

  /// Equal to the ninth digit, and infinite together.
  private static func isNear(_ value: Double, _ expected: Double) -> Bool {
    value == expected || abs(value - expected) <= 1e-9 * max(1, abs(expected))
  }

  /// The tolerances or percentiles that a column is for: its name is followed by them.
  private static func settings(_ golden: GoldenTable, _ column: String) throws -> [Double] {
    let name = try #require(golden.columns.first { $0.hasPrefix(column + " ") })
    return GoldenTable.numbers(name.dropFirst(column.count + 1))
  }

  /// A mask from the digits of numpy.packbits, the highest bit first.
  private static func mask(_ digits: String, on grid: VoxelGrid) throws -> Mask {
    let bits = try digits.flatMap { digit in
      let value = try #require(digit.hexDigitValue)
      return (0..<4).map { UInt8(value >> (3 - $0) & 1) }
    }
    return Mask(grid: grid, box: grid.box, labels: Array(bits.prefix(grid.count)))
  }
}
