/// How well the predictions of a data set agree with its references.
package struct EvaluationReport: Sendable {
  /// How many of the cases with the lowest Dice coefficients are named.
  package static let worstCount = 10

  /// Of the surfaces, in mm.
  package let tolerance: Double
  package let matching: MatchingRule
  /// By name.
  package let cases: [EvaluatedCase]
  /// Whatever could not be scored, a sentence each; those of cases with a ``EvaluatedCase/problem``
  /// are among them.
  package let problems: [String]
  /// What is worth knowing and no problem, a sentence each.
  package let notes: [String]

  /// The mean over cases.
  package let overCases: EvaluationGroup
  /// The same without the cases that have no prediction to compare; `nil` where there is no other,
  /// and where there is none of them.
  package let overScoredCases: EvaluationGroup?
  /// The mean over all lesions; `nil` where there is none.
  package let overLesions: EvaluationGroup?
  /// Of the lesions that the reference has, by their diameters; sizes without a lesion are left out.
  package let bySize: [EvaluationGroup]
  /// By label; none where all lesions have one label.
  package let byLabel: [EvaluationGroup]

  /// - Parameters:
  ///   - cases: at least one, in any order.
  ///   - tolerance: by which their surfaces were scored, in mm.
  ///   - matching: by which their lesions were paired.
  package init(
    _ cases: [EvaluatedCase], tolerance: Double, matching: MatchingRule, problems: [String] = [],
    notes: [String] = []
  ) {
    // In an order of their own: the last digits of a mean depend on it.
    let cases = cases.sorted { $0.name < $1.name }
    self.cases = cases
    self.tolerance = tolerance
    self.matching = matching
    self.problems = problems
    self.notes = notes
    overCases = EvaluationGroup(overCases: cases)
    let scored = cases.filter { $0.problem == nil }
    overScoredCases =
      scored.isEmpty || scored.count == cases.count ? nil : EvaluationGroup(overCases: scored)
    overLesions = EvaluationGroup(overLesionsOf: cases)
    bySize = SizeClass.allCases.compactMap { size in
      EvaluationGroup(overLesionsOf: cases, .size(size)) { $0.size == size }
    }
    // Paired by overlap, a label of the prediction alone means nothing.
    func label(_ lesion: EvaluatedLesion) -> UInt8? {
      matching == .labels || lesion.reference != nil ? lesion.label : nil
    }
    let labels = Set(cases.flatMap { $0.lesions.compactMap(label) }).sorted()
    byLabel =
      labels.count < 2
      ? []
      : labels.compactMap { wanted in
        EvaluationGroup(overLesionsOf: cases, .label(wanted)) { label($0) == wanted }
      }
  }

  /// The cases by Dice coefficient, lowest first; of equals the one with the lower surface Dice, then
  /// by name.
  package var worstFirst: [EvaluatedCase] {
    // Equals stay in their order, which a sort by some keys alone does not promise.
    cases.enumerated().sorted {
      ($0.element.dice, $0.element.normalisedSurfaceDice, $0.offset)
        < ($1.element.dice, $1.element.normalisedSurfaceDice, $1.offset)
    }.map(\.element)
  }

  /// The means over the cases that have been measured; `nil` where none was.
  package var meanEfficiency: CaseEfficiency? {
    CaseEfficiency(meanOf: cases.compactMap(\.efficiency))
  }
}
