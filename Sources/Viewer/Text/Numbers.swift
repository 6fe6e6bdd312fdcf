import Foundation

/// A number with a fixed count of decimals; "-" for what is not finite, and three digits with an
/// exponent for what would fill a line.
func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite else { return "-" }
  guard abs(value) < 1e7 else { return String(format: "%.2e", value) }
  let text = String(format: "%.\(decimals)f", value)
  // "-0.0" is a number nobody measured.
  return text.allSatisfy { "-0.".contains($0) }
    ? text.replacingOccurrences(of: "-", with: "") : text
}
