import Foundation

/// One axis of a chart: which numbers it spans, how they are spread, and where it is marked.
package struct Axis: Hashable, Sendable {
  package enum Scale: Hashable, Sendable { case linear, logarithmic }

  package let title: String
  package let scale: Scale
  /// Of a logarithmic axis positive; never empty.
  package let range: ClosedRange<Double>
  package let ticks: [Double]

  /// - Parameters:
  ///   - range: where its ends are as good as equal, or unfit for a logarithm, it is widened; of a
  ///     logarithmic axis it is widened to round numbers.
  ///   - most: how many ticks there is room for.
  ///   - isCount: whether only whole numbers mean something.
  package init(
    _ title: String, _ scale: Scale = .linear, over range: ClosedRange<Double>, most: Int = 6,
    isCount: Bool = false
  ) {
    self.title = title
    self.scale = scale
    switch scale {
    case .linear:
      // Values that differ in their last digits alone would have labels that all read the same.
      let size = max(abs(range.lowerBound), abs(range.upperBound))
      let isWide = range.upperBound - range.lowerBound > size * 1e-5
      let margin = isWide ? 0 : max(1, size * 0.1)
      self.range = range.lowerBound - margin...range.upperBound + margin
      ticks = Ticks.linear(over: self.range, most: most, leastStep: isCount ? 1 : 0)
    case .logarithmic:
      let upper = range.upperBound > 0 ? range.upperBound : 1
      let lower = range.lowerBound > 0 ? range.lowerBound : upper / 10
      self.range = Ticks.rounded(min(lower, upper)...upper)
      ticks = Ticks.logarithmic(over: self.range, most: most)
    }
  }

  /// An axis with a little room beyond the values at both ends, or up to the next round numbers.
  ///
  /// - Parameter values: those that are not finite, or not positive on a logarithmic axis, are
  ///   passed over.
  package init(
    _ title: String, _ scale: Scale = .linear, holding values: some Sequence<Double>,
    most: Int = 6
  ) {
    let usable = values.filter { $0.isFinite && (scale == .linear || $0 > 0) }
    guard let low = usable.min(), let high = usable.max() else {
      self.init(title, scale, over: scale == .linear ? 0...1 : 1...10, most: most)
      return
    }
    switch scale {
    case .linear:
      let margin = (high - low) * 0.04
      self.init(title, over: low - margin...high + margin, most: most)
    case .logarithmic:
      self.init(title, scale, over: low...high, most: most)
    }
  }

  /// Where a value lies: 0 at the axis's start, 1 at its end, beyond them where it is outside.
  package func share(of value: Double) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    switch scale {
    case .linear: return (value - low) / (high - low)
    case .logarithmic:
      // A quotient of far values is beyond what a number can be.
      return (log(max(value, .leastNormalMagnitude)) - log(low)) / (log(high) - log(low))
    }
  }

  /// A tick's number, with as many decimals as its neighbours need.
  package func label(_ tick: Double) -> String {
    switch scale {
    case .logarithmic: return Digits.plain(tick)
    case .linear:
      let step = zip(ticks.dropFirst(), ticks).map { $0 - $1 }.min() ?? abs(tick)
      let decimals = step > 0 ? max(0, Int((-log10(step) - 1e-9).rounded(.up))) : 0
      return Digits.fixed(tick, min(decimals, 6))
    }
  }
}
