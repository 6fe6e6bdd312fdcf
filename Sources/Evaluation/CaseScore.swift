import Imaging

/// The scores of all lesions of one CT.
public struct CaseScore: Hashable, Sendable {
  /// By label: every one that occurs in the reference or in the prediction.
  public let lesions: [UInt8: LesionScore]

  /// Scores each label of a label map against the same label of the reference.
  ///
  /// - Parameter tolerance: of the surfaces, in mm.
  /// - Throws: ``OverlapError`` when the masks have different shapes.
  public init(
    reference: Mask, prediction: Mask, tolerance: Double = LesionScore.lesionTolerance
  ) throws {
    let labels = Set(reference.presentLabels).union(prediction.presentLabels)
    lesions = try Dictionary(
      uniqueKeysWithValues: labels.map {
        try (
          $0,
          LesionScore(
            of: $0, reference: reference, prediction: prediction, tolerance: tolerance)
        )
      })
  }

  /// Mean Dice coefficient of the lesions; 1 where neither mask has any.
  public var dice: Double { mean(of: \.dice) }
  /// Mean normalised surface Dice of the lesions; 1 where neither mask has any.
  public var normalisedSurfaceDice: Double { mean(of: \.normalisedSurfaceDice) }

  private func mean(of score: KeyPath<LesionScore, Double>) -> Double {
    // In the order of labels: the order of a dictionary would change the last digit.
    let scores = lesions.sorted { $0.key < $1.key }.map { $0.value[keyPath: score] }
    return scores.isEmpty ? 1 : scores.reduce(0, +) / Double(scores.count)
  }
}
