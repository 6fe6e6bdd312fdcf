import Foundation
import Tables

/// Numbers as people read them: as many digits as mean something, a true minus sign, and a dash for
/// what is not finite.
package enum Digits {
  package static let missing = "–"

  /// With a fixed count of decimals.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return missing }
    return minus(of: decimal(value, decimals))
  }

  /// As ``fixed(_:_:)`` with a sign before positive numbers too, and none where all digits are 0.
  package static func signed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return missing }
    let text = fixed(value, decimals)
    return value > 0 && text.contains(where: { ("1"..."9").contains($0) }) ? "+" + text : text
  }

  /// With at least `digits` digits that mean something: "0.0123", "1.23", "1234".
  package static func significant(_ value: Double, _ digits: Int = 3) -> String {
    guard value.isFinite else { return missing }
    guard value != 0 else { return "0" }
    // What rounds up into the next power of ten has that one's digits.
    let exponent = Int(String(format: "%.\(digits - 1)e", value).split(separator: "e")[1])!
    guard abs(exponent) < 12 else { return minus(of: String(format: "%.\(digits - 1)e", value)) }
    return fixed(value, max(0, digits - 1 - exponent))
  }

  /// A score in 0…1.
  package static func score(_ value: Double) -> String { fixed(value, 3) }

  /// Without zeros that say nothing: "2", "0.5", "45".
  package static func plain(_ value: Double) -> String {
    value.isFinite ? minus(of: String(format: "%g", value)) : missing
  }

  /// A place in a drawing, to a hundredth.
  package static func place(_ value: Double) -> String {
    let hundredths = (value * 100).rounded()
    guard abs(hundredths) < 1e12 else { return "0" }
    let whole = Int(hundredths)
    let sign = whole < 0 ? "-" : ""
    let (units, rest) = (abs(whole) / 100, abs(whole) % 100)
    if rest == 0 { return "\(sign)\(units)" }
    if rest % 10 == 0 { return "\(sign)\(units).\(rest / 10)" }
    return "\(sign)\(units).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// "1 case", "2 cases".
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A hyphen is no minus.
  private static func minus(of text: String) -> String {
    text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
  }
}
