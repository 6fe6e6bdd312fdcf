import Imaging

/// A reference and the prediction for it, scored.
package struct EvaluatedCase: Hashable, Sendable {
  /// Paths as they were found.
  package struct Files: Hashable, Sendable {
    /// `nil` where there is no prediction.
    package let prediction: String?
    package let reference: String
    /// The image that both are about, where it is known.
    package let image: String?

    package init(prediction: String?, reference: String, image: String? = nil) {
      self.prediction = prediction
      self.reference = reference
      self.image = image
    }
  }

  /// What tells the case apart from the others, safe to show.
  package let name: String
  package let files: Files
  /// The reference's.
  package let grid: VoxelGrid
  /// By the reference's label; those that the prediction alone has come last.
  package let lesions: [EvaluatedLesion]
  /// Why there is no prediction that could be compared, a sentence; `nil` where there is one. Such a
  /// case counts as one in which nothing was found.
  package let problem: String?
  /// `nil` where nobody measured it.
  package let efficiency: CaseEfficiency?

  package init(
    name: String, files: Files, grid: VoxelGrid, lesions: [EvaluatedLesion],
    problem: String? = nil, efficiency: CaseEfficiency? = nil
  ) {
    self.name = name
    self.files = files
    self.grid = grid
    self.lesions = lesions
    self.problem = problem
    self.efficiency = efficiency
  }
}

extension EvaluatedCase {
  /// What a sentence that is a ``problem`` ends with.
  package static let countsAsNothing = " The case counts as 0."

  /// Mean Dice coefficient of the lesions; 1 where neither mask has any, 0 without a prediction.
  package var dice: Double { mean(of: \.dice) }
  /// Mean normalised surface Dice of the lesions; 1 and 0 as for ``dice``.
  package var normalisedSurfaceDice: Double { mean(of: \.normalisedSurfaceDice) }

  private func mean(of score: KeyPath<EvaluatedLesion, Double>) -> Double {
    if problem != nil { return 0 }
    return lesions.isEmpty ? 1 : lesions.map { $0[keyPath: score] }.mean
  }
}
