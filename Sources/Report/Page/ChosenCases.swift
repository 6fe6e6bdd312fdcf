import Evaluation

/// The cases that a report shows a slice of: the worst, those around the median and the best by
/// DSC; all of them where there are few. Cases without a prediction that could be compared are among
/// the worst, with their reference alone; cases without a lesion have nothing to show.
package struct ChosenCases: Sendable {
  package struct Group: Sendable {
    package let title: String
    package let cases: [Choice]
  }

  /// A case and the lesion that is shown of it.
  package struct Choice: Sendable {
    package let evaluated: EvaluatedCase
    /// The one with the lowest DSC, the first of equals.
    package let lesion: EvaluatedLesion
  }

  package static let worst = 6
  package static let median = 3
  package static let best = 3

  package let groups: [Group]

  package init(of report: EvaluationReport) {
    let choices = report.worstFirst.compactMap { evaluated -> Choice? in
      // `min` keeps the first of equals.
      evaluated.lesions.min { $0.dice < $1.dice }
        .map { Choice(evaluated: evaluated, lesion: $0) }
    }
    // Fewer than this and the three groups would share cases.
    guard choices.count > 2 * Self.worst + Self.median - 1 else {
      groups =
        choices.isEmpty ? [] : [Group(title: "All cases, lowest DSC first", cases: choices)]
      return
    }
    let middle = (choices.count - 1) / 2
    let first = middle - Self.median / 2
    groups = [
      Group(title: "Lowest DSC", cases: Array(choices.prefix(Self.worst))),
      Group(
        title: "Around the median DSC", cases: Array(choices[first..<(first + Self.median)])),
      Group(title: "Highest DSC", cases: choices.suffix(Self.best).reversed()),
    ]
  }

  /// All choices, in the order in which they are shown.
  package var all: [Choice] { groups.flatMap(\.cases) }
}
