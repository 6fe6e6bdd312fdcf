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
  ///   - range: where its ends are equal, or unfit for a logarithm, it is widened.
  ///   - most: how many ticks there is room for.
  package init(
    _ title: String, _ scale: Scale = .linear, over range: ClosedRange<Double>, most: Int = 6
  ) {
    self.title = title
    self.scale = scale
    switch scale {
    case .linear:
      let margin = range.upperBound > range.lowerBound ? 0 : max(1, abs(range.lowerBound) * 0.1)
      self.range = range.lowerBound - margin...range.upperBound + margin
      ticks = Ticks.linear(over: self.range, most: most)
    case .logarithmic:
      let upper = range.upperBound > 0 ? range.upperBound : 1
      let lower = range.lowerBound > 0 ? range.lowerBound : upper / 10
      let factor = upper > lower * 1.5 ? 1 : 2.0
      self.range = lower / factor...upper * factor
      ticks = Ticks.logarithmic(over: self.range, most: most)
    }
  }

  /// An axis with a little room beyond the values at both ends.
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
      let factor = exp((log(high) - log(low)) * 0.04)
      self.init(title, scale, over: low / factor...high * factor, most: most)
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
