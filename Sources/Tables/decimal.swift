import Foundation

/// A finite number with a fixed count of decimals, without a sign where it rounds to nothing.
package func decimal(_ value: Double, _ places: Int) -> String {
  let text = String(format: "%.\(places)f", value)
  return text.allSatisfy { "-0.".contains($0) } ? String(text.drop { $0 == "-" }) : text
}
