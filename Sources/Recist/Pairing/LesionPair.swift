/// A lesion of one timepoint and the same lesion at a later one.
package struct LesionPair: Hashable, Sendable {
  /// What says that they are the same.
  package enum Basis: Hashable, Sendable {
    case id
    case name
    /// The reader's word.
    case confirmed
    /// To be confirmed by the reader.
    case proposed(reason: String)
  }

  package let earlier: LesionFinding
  package let later: LesionFinding
  package let basis: Basis

  /// A pair of the reader's by default.
  package init(
    earlier: LesionFinding, later: LesionFinding, basis: Basis = .confirmed
  ) {
    self.earlier = earlier
    self.later = later
    self.basis = basis
  }
}
