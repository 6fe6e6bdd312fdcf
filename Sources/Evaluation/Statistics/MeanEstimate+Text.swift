import Foundation

/// Numbers as reports for people have them.
enum ReportNumber {
  static func text(_ value: Double, _ format: String = "%.3f") -> String {
    let text = String(format: format, value)
    // What rounds to nothing has no sign that would mean anything.
    let isZero = text.hasPrefix("-") && !text.contains { $0 != "0" && $0.isNumber }
    return isZero ? String(format: format, 0.0) : text
  }

  /// Without zeros that say nothing.
  static func plain(_ value: Double) -> String { String(format: "%g", value) }
}

extension MeanEstimate {
  /// The mean, and its interval in brackets where it has one.
  ///
  /// - Parameters:
  ///   - scale: what both are multiplied by, such as 100 for percentages.
  ///   - unit: what follows the mean.
  func text(_ format: String = "%.3f", scale: Double = 1, unit: String = "") -> String {
    let interval = interval.map {
      " [\(ReportNumber.text($0.lowerBound * scale, format)), "
        + "\(ReportNumber.text($0.upperBound * scale, format))]"
    }
    return ReportNumber.text(mean * scale, format) + unit + (interval ?? "")
  }
}
