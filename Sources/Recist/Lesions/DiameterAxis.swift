/// Which diameter of a lesion counts.
package enum DiameterAxis: String, Codable, Sendable {
  /// The longest, of all but lymph nodes.
  case long
  /// Perpendicular to it, of lymph nodes.
  case short
}
