/// What a lesion is to RECIST 1.1: chosen at baseline, or found later.
package enum LesionRole: String, Codable, CaseIterable, Sendable {
  /// Measurable, chosen at baseline, and measured at every timepoint.
  case target
  /// Followed from baseline by eye: there, gone, or unequivocally worse.
  case nonTarget = "non-target"
  /// Not there at baseline.
  case new
}
