import Evaluation
import Foundation
import ImageFiles
import Imaging
import Testing

/// Two segmentations of one real CT, organ by organ, against the scores of FLARE's own program.
@Suite(.enabled(if: OrganFiles.arePresent, "no shared/conformance: set CALIPER_SHARED"))
struct OrganGoldenTests {
  @Test func everyOrganScoresAsFLAREScoresIt() throws {
    let reader = ImageFileReader()
    let reference = try reader.readMask(OrganFiles.reference)
    let prediction = try reader.readMask(OrganFiles.prediction)
    let table = GoldenTable(text: try String(contentsOfFile: OrganFiles.scores, encoding: .utf8))
    #expect(table.rows.count == 41)
    let score = try CaseScore(reference: reference, prediction: prediction, tolerance: 2)
    for row in table.rows {
      let label = try #require(UInt8(row[0]))
      func expect(_ column: String, _ value: Double, within error: Double = 1e-9) throws {
        let index = try #require(table.columns.firstIndex(of: column))
        let expected = try #require(Double(row[index]))
        // No number: the program measures no distance to an empty mask.
        if expected.isNaN { return }
        #expect(abs(value - expected) <= error, "label \(label), \(column): \(value)")
      }
      let overlap = try Overlap(of: label, reference: reference, prediction: prediction)
      try expect("gt_vox", Double(overlap.reference))
      try expect("pred_vox", Double(overlap.prediction))
      let lesion = try #require(score.lesions[label])
      try expect("gt_mL", lesion.referenceMillilitres)
      try expect("pred_mL", lesion.predictionMillilitres)
      try expect("dsc", lesion.dice)
      try expect("nsd2", lesion.normalisedSurfaceDice)
      try expect("hd95", lesion.hausdorff95)
      let surfaces = try SurfaceDistances(of: label, reference: reference, prediction: prediction)
      for tolerance in [1, 2, 3, 5] {
        try expect(
          "nsd\(tolerance)", surfaces.normalisedSurfaceDice(tolerance: Double(tolerance)))
      }
      // Sums of thousands of elements, in another order.
      try expect("area_gt", surfaces.referenceArea, within: 1e-8)
      try expect("area_pred", surfaces.predictionArea, within: 1e-8)
    }
  }
}

/// No part of the project: `CALIPER_SHARED` names the folder, beside the package when not set.
private enum OrganFiles {
  private static let shared =
    ProcessInfo.processInfo.environment["CALIPER_SHARED"]
    ?? (#filePath as NSString).deletingLastPathComponent + "/../../../shared"
  private static let folder =
    shared + "/conformance/wasserth+TotalSegmentator/tests/reference_files"

  static let scores = shared + "/reference/metrics_golden.tsv"
  static let reference = folder + "/example_seg.nii.gz"
  static let prediction = folder + "/example_seg_fast.nii.gz"
  static let arePresent = [scores, reference, prediction].allSatisfy {
    FileManager.default.fileExists(atPath: $0)
  }
}
