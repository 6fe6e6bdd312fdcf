import Evaluation

/// The JSON object that `evaluate` writes: that of nnU-Net's `summary.json`, with more in it. Keys
/// are as the Manual gives them.
struct EvaluationDocument: Encodable {
  /// As nnU-Net has it: the mean over labels of ``mean``.
  let foregroundMean: LesionMetrics
  /// By label, the mean over the cases that have it.
  let mean: [String: LesionMetrics]
  let cases: [Case]
  let caliper: Details

  /// - Parameter folder: that the document is written to; paths of files are relative to it.
  init(_ report: EvaluationReport, in folder: String) {
    cases = report.cases.map { Case($0, matching: report.matching, in: folder) }
    var byLabel: [String: [LesionMetrics]] = [:]
    for one in cases {
      for (label, lesion) in one.lesions { byLabel[label, default: []].append(lesion.metrics) }
    }
    mean = byLabel.mapValues { LesionMetrics(meanOf: $0) }
    // In the order of labels: the order of a dictionary would change the last digit.
    foregroundMean = LesionMetrics(
      meanOf: mean.sorted { Int($0.key) ?? 0 < Int($1.key) ?? 0 }.map(\.value))
    caliper = Details(report)
  }

  private enum CodingKeys: String, CodingKey {
    case mean, caliper
    case foregroundMean = "foreground_mean"
    case cases = "metric_per_case"
  }
}
