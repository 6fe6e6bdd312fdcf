/// How far two measurements of the same things agree (Bland and Altman, Lancet 1986, and
/// "Measuring agreement in method comparison studies", 1999): the mean of their differences, and
/// the limits between which 95 % of differences lie where these are normally distributed.
package struct BlandAltman: Hashable, Sendable {
  /// Standard normal deviates between which 95 % of values lie.
  package static let deviates = 1.96
  /// Of two differences a spread says next to nothing.
  package static let leastForLimits = 3

  package let count: Int
  /// The mean difference.
  package let bias: Double
  /// `bias ± 1.96` sample standard deviations (n - 1) of the differences; `nil` of fewer than
  /// ``leastForLimits``.
  package let limits: ClosedRange<Double>?

  /// - Parameter differences: finite; `nil` comes of none.
  package init?(of differences: [Double]) {
    guard !differences.isEmpty else { return nil }
    count = differences.count
    let mean = differences.reduce(0, +) / Double(count)
    bias = mean
    guard count >= Self.leastForLimits else {
      limits = nil
      return
    }
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let spread = Self.deviates * (squares / Double(count - 1)).squareRoot()
    limits = mean - spread...mean + spread
  }
}
