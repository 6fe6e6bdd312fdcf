/// A length as it is displayed: a whole number of tenths of a millimetre.
///
/// Every rule compares these, never the unrounded measurement, so that a category can be checked by
/// hand from the printed table, and 20 % of a printed sum is exactly 20 %.
package struct Length: Hashable, Comparable, Sendable {
  package let tenths: Int

  package static let zero = Length(tenths: 0)
  /// What a target counts that is there but too small to measure.
  package static let tooSmallToMeasure = Length(tenths: 50)
  /// The short axis from which a lymph node is pathological.
  package static let pathologicalNode = Length(tenths: 100)
  /// What no lesion exceeds: 2 m.
  private static let longestMillimetres = 2000.0

  init(tenths: Int) { self.tenths = tenths }

  /// Rounded to the nearest tenth, halves away from zero.
  ///
  /// `nil` for what is no lesion's length: negative, not finite, or above 2 m.
  package init?(millimetres: Double) {
    guard (0...Self.longestMillimetres).contains(millimetres) else { return nil }
    // A decimal such as 10.05 lies a little to one side of itself; a billionth of a millimetre
    // keeps it a half.
    tenths = Int((millimetres * 10 + 1e-9).rounded())
  }

  package var millimetres: Double { Double(tenths) / 10 }

  package static func < (a: Length, b: Length) -> Bool { a.tenths < b.tenths }

  static func + (a: Length, b: Length) -> Length { Length(tenths: a.tenths + b.tenths) }
}

extension Length: CustomStringConvertible {
  /// Such as "12.3", without the unit.
  package var description: String { "\(tenths / 10).\(tenths % 10)" }
}
