import Foundation
import Tables

extension EvaluationReport {
  /// One row a lesion under a row of names, as RFC 4180 writes such tables (lines end in LF). What
  /// has no value is an empty field.
  package var csv: String {
    var table = CSVTable()
    table.add([
      "case", "label", "predicted_label", "size", "dsc", "nsd", "hd95_mm", "iou", "volume_mL",
      "predicted_mL", "volume_error", "long_axis_mm", "predicted_long_axis_mm",
      "long_axis_error_mm", "n_ref", "n_pred", "tp", "fp", "fn", "problem",
    ])
    for one in cases {
      for lesion in one.lesions { table.add(Self.row(lesion, of: one)) }
    }
    return table.text
  }

  private static func row(_ lesion: EvaluatedLesion, of one: EvaluatedCase) -> [String] {
    [
      text(one.name), lesion.reference.map { "\($0.label)" } ?? "",
      lesion.prediction.map { "\($0.label)" } ?? "", lesion.size?.rawValue ?? "",
      number(lesion.dice), number(lesion.normalisedSurfaceDice),
      number(lesion.hausdorff95, places: 3), number(lesion.overlap.intersectionOverUnion),
      number(lesion.referenceMillilitres), number(lesion.predictionMillilitres),
      number(lesion.volumeError), number(lesion.reference?.diameterMillimetres, places: 3),
      number(lesion.prediction?.diameterMillimetres, places: 3),
      number(lesion.diameterError, places: 3), "\(lesion.overlap.reference)",
      "\(lesion.overlap.prediction)", "\(lesion.truePositives)", "\(lesion.falsePositives)",
      "\(lesion.falseNegatives)", text(one.problem ?? ""),
    ]
  }

  private static func number(_ value: Double?, places: Int = 6) -> String {
    value.map { decimal($0, places) } ?? ""
  }

  /// Names and sentences are safe to show already.
  private static func text(_ text: String) -> String { CSVTable.guarded(text) { $0 } }
}
