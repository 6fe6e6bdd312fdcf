/// A length against an earlier one, in the tenths that both are displayed in.
package struct Change: Hashable, Sendable {
  /// Positive for growth.
  package let tenths: Int
  /// Tenths of a per cent of the earlier length, rounded towards zero, so that a change is never
  /// shown as 20.0 % or 30.0 % that is less; `nil` where the earlier length is 0.
  package let percentTenths: Int?

  package init(from earlier: Length, to later: Length) {
    tenths = later.tenths - earlier.tenths
    percentTenths = earlier == .zero ? nil : tenths * 1000 / earlier.tenths
  }

  package var millimetres: Double { Double(tenths) / 10 }
  package var percent: Double? { percentTenths.map { Double($0) / 10 } }

  /// At least 30 % less.
  var isPartialResponse: Bool { percentTenths.map { $0 <= -300 } ?? false }

  /// At least 20 % more. Any growth from 0 is.
  var isRelativeProgression: Bool { percentTenths.map { $0 >= 200 } ?? (tenths > 0) }

  /// At least 20 % and at least 5 mm more.
  var isProgression: Bool { isRelativeProgression && tenths >= 50 }
}

extension Change {
  /// Such as "+12.1", without the unit.
  package var signedMillimetres: String { Self.signed(tenths) }

  /// Such as "-40.2"; `nil` where there is no percentage.
  package var signedPercent: String? { percentTenths.map(Self.signed) }

  private static func signed(_ tenths: Int) -> String {
    let sign = tenths > 0 ? "+" : tenths < 0 ? "-" : ""
    return sign + Length(tenths: abs(tenths)).description
  }

  /// Where the later length lies, such as "12.1 mm (24.1 %) above the nadir".
  func phrase(of reference: String) -> String {
    guard tenths != 0 else { return "equal to \(reference)" }
    let amount = Length(tenths: abs(tenths))
    let share = percentTenths.map { " (\(Length(tenths: abs($0))) %)" } ?? ""
    return "\(amount) mm\(share) \(tenths > 0 ? "above" : "below") \(reference)"
  }
}
