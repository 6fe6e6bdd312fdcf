import Evaluation
import Imaging
import Viewer

extension CaseAgreement {
  /// How lesions' masks, by id, agree with the truth, by FLARE's measures.
  ///
  /// - Throws: ``OverlapError``.
  init(of lesions: [Int: Mask], truth: Mask, rules: ComparisonRules = ComparisonRules()) throws {
    var masks: [UInt8: Mask] = [:]
    for (id, mask) in lesions {
      if let label = UInt8(exactly: id) { masks[label] = mask }
    }
    var entries: [Entry] = []
    for pair in Self.pairs(truth: truth, predictions: masks, rules.matching) {
      var entry = Entry(
        truth: pair.truth.map(Int.init), lesion: pair.prediction.map(Int.init), dice: 0,
        surfaceDice: 0)
      if let label = pair.truth, let found = pair.prediction, let mask = masks[found] {
        let score = try LesionScore(
          of: label, reference: truth, prediction: mask, predictedLabel: found,
          tolerance: rules.tolerance)
        entry.dice = score.dice
        entry.surfaceDice = score.normalisedSurfaceDice
      }
      entries.append(entry)
    }
    self.init(entries: entries, tolerance: rules.tolerance)
  }

  private static func pairs(
    truth: Mask, predictions: [UInt8: Mask], _ matching: MatchingRule
  ) -> [LesionMatching.Pair] {
    switch matching {
    case .overlap: LesionMatching(truth: truth, predictions: predictions).pairs
    case .labels:
      LesionMatching.byLabel(truths: truth.presentLabels, predictions: predictions.keys)
    }
  }
}
