/// Which lesion of a prediction is compared with which of the reference.
package enum MatchingRule: String, CaseIterable, Sendable {
  /// Those of the same label, as the FLARE challenges compare them.
  case labels
  /// Those that overlap most, whatever their labels: see ``LesionMatching``.
  case overlap
}
