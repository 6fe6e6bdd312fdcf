import Evaluation
import Foundation
import Imaging
import Testing

/// What is said of a data set's predictions.
struct EvaluationReportTests {
  private let grid = Masks.grid(Voxel(64, 64, 16), spacing: SIMD3(0.8, 0.8, 2.5))

  private func extent(_ label: UInt8, _ millilitres: Double, _ length: Double)
    -> EvaluatedLesion.Extent
  {
    let voxel = Voxel(1, 2, 3)
    return EvaluatedLesion.Extent(
      label: label, box: VoxelBox(lower: voxel, upper: Voxel(2, 3, 4)), millilitres: millilitres,
      diameter: Diameter(voxel, voxel), diameterMillimetres: length)
  }

  private func lesion(
    _ label: UInt8 = 1, dice: Double, surface: Double = 0.5, volume: Double = 1,
    predicted: Double = 1.1, length: Double = 12, predictedLength: Double = 13,
    distance: Double? = 2.5
  ) -> EvaluatedLesion {
    EvaluatedLesion(
      reference: volume > 0 ? extent(label, volume, length) : nil,
      prediction: predicted > 0 ? extent(label, predicted, predictedLength) : nil,
      overlap: Overlap(reference: 10, prediction: 11, shared: 9), dice: dice,
      normalisedSurfaceDice: surface, hausdorff95: distance)
  }

  private func one(
    _ name: String, _ lesions: [EvaluatedLesion], problem: String? = nil, seconds: Double? = nil
  ) -> EvaluatedCase {
    EvaluatedCase(
      name: name,
      files: EvaluatedCase.Files(prediction: "p/\(name)", reference: "r/\(name)"), grid: grid,
      lesions: lesions, problem: problem,
      efficiency: seconds.map {
        CaseEfficiency(seconds: $0, peakMegabytes: 100, gigabyteSeconds: 0.1)
      })
  }

  /// Three lesions in one case, one in another, and one that has no prediction.
  private var some: EvaluationReport {
    EvaluationReport(
      [
        one(
          "lung/b-case-with-quite-a-long-name-to-be-cut-on-narrow-pages",
          [
            lesion(1, dice: 0.9, surface: 0.95), lesion(2, dice: 0.6, length: 31),
            lesion(3, dice: 0, surface: 0, predicted: 0, length: 5, distance: nil),
          ], seconds: 0.5),
        one("lung/a", [lesion(1, dice: 0.8, surface: 1, predicted: 0.5, length: 61)], seconds: 1),
        one(
          "liver", [lesion(1, dice: 0, surface: 0, predicted: 0, distance: nil)],
          problem: "liver: there is no prediction."),
      ], tolerance: 2, matching: .labels, problems: ["liver: there is no prediction."],
      notes: ["1 prediction has no reference"])
  }

  @Test("Means over cases are of cases' means, those over lesions of lesions")
  func means() throws {
    let report = some
    #expect(report.cases.map(\.name).prefix(2) == ["liver", "lung/a"])
    #expect(abs(report.overCases.dice.mean - (0.5 + 0.8 + 0) / 3) < 1e-12)
    #expect(report.overCases.count == 3)
    let scored = try #require(report.overScoredCases)
    #expect(scored.count == 2 && abs(scored.dice.mean - 0.65) < 1e-12)
    let lesions = try #require(report.overLesions)
    #expect(lesions.count == 5 && abs(lesions.dice.mean - 2.3 / 5) < 1e-12)
    #expect(report.bySize.map(\.name) == ["< 10 mm", "10-30 mm", "30-60 mm", ">= 60 mm"])
    #expect(report.bySize.map(\.count) == [1, 2, 1, 1])
    #expect(report.byLabel.map(\.name) == ["label 1", "label 2", "label 3"])
    #expect(report.byLabel.map(\.count) == [3, 1, 1])
    // Volumes of all lesions, distances and diameters of those that both masks have.
    let volume = try #require(lesions.volumeError)
    #expect(volume.count == 5 && abs(volume.mean.mean - (0.1 + 0.1 - 1 - 0.5 - 1) / 5) < 1e-12)
    #expect(abs(volume.meanMagnitude.mean - 2.7 / 5) < 1e-12)
    #expect(lesions.diameterError?.count == 3)
    #expect(lesions.hausdorff95?.mean == 2.5)
    // Over cases all of it is of cases' means; those without a value are left out.
    let byCase = report.overCases
    let volumes = try #require(byCase.volumeError)
    #expect(volumes.count == 3 && abs(volumes.mean.mean - (-1 - 0.5 - 0.8 / 3) / 3) < 1e-12)
    #expect(abs(volumes.meanMagnitude.mean - (1 + 0.5 + 1.2 / 3) / 3) < 1e-12)
    #expect(abs(volumes.median + 0.5) < 1e-12)
    let lengths = try #require(byCase.diameterError)
    #expect(lengths.count == 2 && abs(lengths.mean.mean - (-48 - 8.5) / 2) < 1e-12)
    #expect(abs(lengths.meanMagnitude.mean - (48 + 9.5) / 2) < 1e-12)
    #expect(byCase.hausdorff95?.mean == 2.5)
    #expect(report.worstFirst.map(\.name).prefix(1) == ["liver"])
    #expect(report.meanEfficiency?.seconds == 0.75)
  }

  @Test("A lesion that is not there belongs to no size; by overlap to no label either")
  func invented() {
    let cases = [one("a", [lesion(1, dice: 1), lesion(2, dice: 0, volume: 0)])]
    let report = EvaluationReport(cases, tolerance: 2, matching: .labels)
    #expect(report.bySize.map(\.count) == [1])
    #expect(report.byLabel.map(\.count) == [1, 1])
    #expect(report.overLesions?.volumeError?.count == 1)
    #expect(report.overScoredCases == nil)
    #expect(EvaluationReport(cases, tolerance: 2, matching: .overlap).byLabel.isEmpty)
  }

  @Test("Cases without any lesion agree, and there is no mean over lesions")
  func nothing() {
    let report = EvaluationReport([one("a", [])], tolerance: 2, matching: .labels)
    #expect(report.overCases.dice.mean == 1 && report.overLesions == nil)
    #expect(report.csv.split(separator: "\n").count == 1)
    #expect(report.text(of: ["none"], on: .init(columns: 79, isUnicode: true)).contains("1.000"))
  }

  @Test("The order of the cases changes nothing, not a digit")
  func order() {
    let cases = (0..<30).map { number in
      one(
        "\(number)",
        (0...number % 3).map { lesion(UInt8($0 + 1), dice: 1 / Double(number + $0 + 2)) })
    }
    let report = EvaluationReport(cases, tolerance: 2, matching: .labels)
    let reversed = EvaluationReport(cases.reversed(), tolerance: 2, matching: .labels)
    let page = EvaluationReport.Page(columns: 100, isUnicode: true)
    #expect(report.text(of: [], on: page) == reversed.text(of: [], on: page))
    #expect(report.csv == reversed.csv)
  }

  @Test(
    "The tables fit the page, in eighths of a block or in ASCII",
    arguments: [(79, true, "79"), (119, true, "119"), (79, false, "ascii")])
  func text(_ columns: Int, _ isUnicode: Bool, _ name: String) throws {
    let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/evaluation-report-\(name).txt")
    let text = some.text(
      of: ["caliper: 3 cases, 5 lesions"], on: .init(columns: columns, isUnicode: isUnicode))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= columns }, "\(text)")
    #expect(isUnicode || text.utf8.allSatisfy { $0 < 128 })
    if ProcessInfo.processInfo.environment["CALIPER_RECORD_SNAPSHOTS"] == "1" {
      try (text + "\n").write(to: golden, atomically: true, encoding: .utf8)
      Issue.record("recorded \(golden.lastPathComponent)")
    }
    #expect(try text + "\n" == String(contentsOf: golden, encoding: .utf8))
  }

  @Test("CSV has a row a lesion; what has no value is empty")
  func csv() {
    let report = EvaluationReport(
      [
        one("=a,\"b\"", [lesion(7, dice: 0.5)]),
        one(
          "none", [lesion(2, dice: 0, surface: 0, predicted: 0, distance: nil)],
          problem: "missing"),
        one("there", [lesion(3, dice: 0, surface: 0, volume: 0, distance: nil)]),
      ], tolerance: 2, matching: .labels)
    #expect(
      report.csv == """
        case,label,predicted_label,size,dsc,nsd,hd95_mm,iou,volume_mL,predicted_mL,volume_error,\
        long_axis_mm,predicted_long_axis_mm,long_axis_error_mm,n_ref,n_pred,tp,fp,fn,problem
        "'=a,""b""\",7,7,10-30 mm,0.500000,0.500000,2.500,0.750000,1.000000,1.100000,0.100000,\
        12.000,13.000,1.000,10,11,9,2,1,
        none,2,,10-30 mm,0.000000,0.000000,,0.750000,1.000000,0.000000,-1.000000,12.000,,,10,11,\
        9,2,1,missing
        there,,3,,0.000000,0.000000,,0.750000,0.000000,1.100000,,,13.000,,10,11,9,2,1,

        """)
  }
}
