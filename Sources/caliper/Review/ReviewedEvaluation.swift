import Evaluation
import Foundation
import ImageFiles
import Viewer

/// An evaluation's JSON as far as a review needs it: nnU-Net's `summary.json`, and what Caliper adds to
/// it. Other keys are passed over.
struct ReviewedEvaluation: Decodable {
  struct Case: Decodable {
    var name: String?
    var image: String?
    var reference: String?
    var prediction: String?
    var dice: Double?
    var surfaceDice: Double?
    /// By label.
    var metrics: [String: Scores]?
    /// Lesions of the prediction that have no label of the reference.
    var unmatched: [Scores]?
    var problem: String?

    private enum CodingKeys: String, CodingKey {
      case metrics, unmatched, problem
      case name = "case"
      case image = "image_file"
      case reference = "reference_file"
      case prediction = "prediction_file"
      case dice = "Dice"
      case surfaceDice = "NSD"
    }
  }

  /// Of one lesion; what is not known or not defined is `nil`.
  struct Scores: Decodable {
    var dice: Double?
    var surfaceDice: Double?
    /// Voxels in each mask.
    var referenceVoxels: Double?
    var predictedVoxels: Double?
    /// The label in the prediction, where it may be another one.
    var predictedLabel: Int?

    private enum CodingKeys: String, CodingKey {
      case dice = "Dice"
      case surfaceDice = "NSD"
      case referenceVoxels = "n_ref"
      case predictedVoxels = "n_pred"
      case predictedLabel = "predicted_label"
    }
  }

  struct Settings: Decodable {
    var tolerance: Double?
    var matching: String?

    private enum CodingKeys: String, CodingKey {
      case matching
      case tolerance = "tolerance_mm"
    }
  }

  var cases: [Case]
  var settings: Settings?

  private enum CodingKeys: String, CodingKey {
    case cases = "metric_per_case"
    case settings = "caliper"
  }

  /// How the file's scores were made; nnU-Net compares label by label.
  var rules: ComparisonRules {
    ComparisonRules(
      tolerance: settings?.tolerance,
      matching: settings?.matching.flatMap(MatchingRule.init) ?? .labels)
  }

  /// A case's name by the path of a mask, as nnU-Net's files have it.
  private static func name(of mask: String) -> String {
    let file = (mask as NSString).lastPathComponent
    return MaskNaming(file)?.base ?? file
  }

  /// - Parameter folder: that of the file, where relative paths begin.
  func entries(in folder: String) -> [ReviewFile.Entry] {
    cases.enumerated().map { place, one in
      let prediction = one.prediction.map { ReviewPath.moved($0, in: folder) }
      let reference = one.reference.map { ReviewPath.absolute($0, in: folder) }
      let name =
        one.name ?? (one.reference ?? one.prediction).map(Self.name(of:)) ?? "case \(place + 1)"
      return ReviewFile.Entry(
        name: name, image: one.image.map { ReviewPath.absolute($0, in: folder) },
        reference: reference, prediction: prediction,
        review: one.review(place, tolerance: rules.tolerance))
    }
  }
}

extension ReviewedEvaluation.Case {
  fileprivate func review(_ place: Int, tolerance: Double) -> CaseReview {
    let scores = (metrics ?? [:]).map(\.value) + (unmatched ?? [])
    let agreement = agreement(tolerance)
    return CaseReview(
      place: place, dice: dice ?? Self.mean(scores.map(\.dice)),
      surfaceDice: surfaceDice ?? Self.mean(scores.map(\.surfaceDice)), agreement: agreement,
      lesions: agreement?.entries.count { $0.lesion != nil }
        ?? scores.count { ($0.predictedVoxels ?? 0) > 0 },
      problem: problem.map(SafeText.escaped)
        ?? (prediction == nil ? "there is no prediction of it" : nil))
  }

  /// Lesion by lesion; `nil` where a score or what a label is called is not known.
  private func agreement(_ tolerance: Double) -> CaseAgreement? {
    var entries: [CaseAgreement.Entry] = []
    let labelled = (metrics ?? [:]).map { (label: Int($0.key), scores: $0.value) }
    for (label, scores) in labelled + (unmatched ?? []).map({ ($0.predictedLabel, $0) }) {
      let isInReference = scores.referenceVoxels.map { $0 > 0 } ?? true
      let isPredicted = scores.predictedVoxels.map { $0 > 0 } ?? true
      // Neither mask has the label, which other cases have.
      guard isInReference || isPredicted else { continue }
      guard let label, (1...255).contains(label), let dice = scores.dice,
        let surfaceDice = scores.surfaceDice
      else { return nil }
      entries.append(
        CaseAgreement.Entry(
          truth: isInReference ? label : nil,
          lesion: isPredicted ? scores.predictedLabel ?? label : nil, dice: dice,
          surfaceDice: surfaceDice))
    }
    entries.sort { ($0.truth ?? 256, $0.lesion ?? 0) < ($1.truth ?? 256, $1.lesion ?? 0) }
    return CaseAgreement(entries: entries, tolerance: tolerance)
  }

  private static func mean(_ values: [Double?]) -> Double? {
    let known = values.compactMap(\.self)
    return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
  }
}
