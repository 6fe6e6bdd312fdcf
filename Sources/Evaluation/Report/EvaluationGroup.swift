/// Means over a group of cases or lesions, with the intervals of a bootstrap that draws whole cases.
package struct EvaluationGroup: Sendable {
  /// What is averaged, and so what ``count`` counts.
  package enum Unit: Hashable, Sendable { case cases, lesions }

  /// What a group has in common.
  package enum Kind: Hashable, Sendable {
    case everything
    case size(SizeClass)
    case label(UInt8)
  }

  /// An error with a sign, and its magnitude.
  package struct SignedError: Hashable, Sendable {
    /// Positive where predictions are too large.
    package let mean: MeanEstimate
    package let meanMagnitude: MeanEstimate
    package let median: Double
    /// How many of the group's cases or lesions have one.
    package let count: Int
  }

  package let unit: Unit
  package let kind: Kind
  package let count: Int
  package let dice: MeanEstimate
  package let normalisedSurfaceDice: MeanEstimate
  /// In mm, over the lesions that both masks have, or over the cases with the mean over such lesions
  /// of each; `nil` where there are none.
  package let hausdorff95: MeanEstimate?
  /// As fractions of the true volume, over the lesions that the reference has, or cases as above.
  package let volumeError: SignedError?
  /// In mm, over the lesions that both masks have, or cases as above.
  package let diameterError: SignedError?
}

extension EvaluationGroup {
  /// The mean over cases, of each the mean over its lesions: what the FLARE challenges rank by.
  ///
  /// - Parameter cases: at least one.
  init(overCases cases: [EvaluatedCase]) {
    unit = .cases
    kind = .everything
    count = cases.count
    dice = MeanEstimate(of: cases.map(\.dice))
    normalisedSurfaceDice = MeanEstimate(of: cases.map(\.normalisedSurfaceDice))
    let errors = Errors(cases.map(\.lesions), .cases)
    (hausdorff95, volumeError, diameterError) = (errors.hausdorff95, errors.volume, errors.diameter)
  }

  /// The mean over lesions, each with the same weight. `nil` where no case has one.
  ///
  /// - Parameter isInside: names those of the group.
  init?(
    overLesionsOf cases: [EvaluatedCase], _ kind: Kind = .everything,
    where isInside: (EvaluatedLesion) -> Bool = { _ in true }
  ) {
    let lesions = cases.map { $0.lesions.filter(isInside) }.filter { !$0.isEmpty }
    if lesions.isEmpty { return nil }
    unit = .lesions
    self.kind = kind
    count = lesions.reduce(0) { $0 + $1.count }
    dice = MeanEstimate(ofClusters: lesions.map { $0.map(\.dice) })
    normalisedSurfaceDice = MeanEstimate(
      ofClusters: lesions.map { $0.map(\.normalisedSurfaceDice) })
    let errors = Errors(lesions, .lesions)
    (hausdorff95, volumeError, diameterError) = (errors.hausdorff95, errors.volume, errors.diameter)
  }

  /// What not every lesion has.
  private struct Errors {
    let hausdorff95: MeanEstimate?
    let volume: SignedError?
    let diameter: SignedError?

    /// - Parameter lesions: by case.
    init(_ lesions: [[EvaluatedLesion]], _ unit: Unit) {
      func values(_ error: (EvaluatedLesion) -> Double?) -> [[Double]] {
        lesions.map { $0.compactMap(error) }.filter { !$0.isEmpty }
      }
      let distances = values(\.hausdorff95)
      hausdorff95 = distances.isEmpty ? nil : MeanEstimate(ofClusters: unit.values(distances))
      volume = SignedError(values(\.volumeError), unit)
      diameter = SignedError(values(\.diameterError), unit)
    }
  }
}

extension EvaluationGroup.Unit {
  /// - Parameter lesions: values of lesions by case, each case with one at least.
  /// - Returns: by case, the values that count: of a case, its mean.
  fileprivate func values(_ lesions: [[Double]]) -> [[Double]] {
    self == .cases ? lesions.map { [$0.mean] } : lesions
  }
}

extension EvaluationGroup.SignedError {
  /// - Parameter errors: by case, each with at least one; `nil` where there is none.
  fileprivate init?(_ errors: [[Double]], _ unit: EvaluationGroup.Unit) {
    if errors.isEmpty { return nil }
    mean = MeanEstimate(ofClusters: unit.values(errors))
    meanMagnitude = MeanEstimate(ofClusters: unit.values(errors.map { $0.map(abs) }))
    let all = unit.values(errors).flatMap { $0 }
    median = all.median
    count = all.count
  }
}
