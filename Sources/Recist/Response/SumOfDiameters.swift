/// The sum of the targets' diameters at one timepoint: the long axis of lesions, the short axis of
/// lymph nodes, as measured, also where it has fallen below 10 mm.
package struct SumOfDiameters: Hashable, Sendable {
  /// What one target adds.
  package struct Term: Hashable, Sendable {
    package let id: String
    package let name: String
    package let isNode: Bool
    /// `nil` where the target was not evaluated.
    package let length: Length?

    /// Whether the target is still disease: a lesion that is there, a node from 10 mm.
    var isDisease: Bool? { length.map { $0 >= (isNode ? .pathologicalNode : Length(tenths: 1)) } }
  }

  /// One for each target of the baseline, in its order.
  package let terms: [Term]
  /// Of the targets that were evaluated.
  package let total: Length

  /// - Parameter targets: the baseline's findings of the targets, which fix what is summed and
  ///   along which axis.
  package init(of targets: [LesionFinding], at timepoint: Timepoint) {
    terms = targets.map { target in
      let finding = timepoint.finding(of: target.id)
      return Term(
        id: target.id, name: target.quoted, isNode: target.site.isNode,
        length: finding?.diameter(along: target.site.axis))
    }
    total = terms.compactMap(\.length).reduce(.zero, +)
  }

  /// Whether every target was evaluated.
  package var isComplete: Bool { terms.allSatisfy { $0.length != nil } }

  /// The targets that were not, in quotes.
  var missing: String { terms.filter { $0.length == nil }.map(\.name).joined(separator: ", ") }
}
