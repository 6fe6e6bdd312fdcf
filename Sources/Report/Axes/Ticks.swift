import Foundation

/// Round numbers at which an axis is marked.
package enum Ticks {
  /// Multiples of 1, 2 or 5 times a power of ten inside a range.
  ///
  /// - Parameter most: how many there is room for; at least 2.
  package static func linear(over range: ClosedRange<Double>, most: Int) -> [Double] {
    let length = range.upperBound - range.lowerBound
    guard length > 0, length.isFinite else { return [range.lowerBound] }
    var power = pow(10, log10(length / Double(most)).rounded(.down))
    // A step below the least that fits cannot be met; a few tries reach one that can.
    for _ in 0..<3 {
      for factor in [1.0, 2, 5] {
        let step = factor * power
        let first = (range.lowerBound / step - 1e-9).rounded(.up)
        let last = (range.upperBound / step + 1e-9).rounded(.down)
        if last - first + 1 <= Double(most), last >= first {
          return (Int(first)...Int(last)).map { cleaned(Double($0) * step, step) }
        }
      }
      power *= 10
    }
    return [range.lowerBound, range.upperBound]
  }

  /// Powers of ten inside a range of positive numbers, or every second, third, … of them; where
  /// there are few, 2 and 5 times them too.
  package static func logarithmic(over range: ClosedRange<Double>, most: Int) -> [Double] {
    let (low, high) = (range.lowerBound * (1 - 1e-9), range.upperBound * (1 + 1e-9))
    guard low > 0, high.isFinite else { return [] }
    let exponents = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    func ticks(_ factors: [Double], every: Int) -> [Double] {
      exponents.filter { $0 % every == 0 }.flatMap { exponent in
        factors.map { cleaned($0 * pow(10, Double(exponent)), pow(10, Double(exponent))) }
      }.filter { low <= $0 && $0 <= high }
    }
    for factors in [[1.0, 2, 5], [1, 3], [1]] {
      let found = ticks(factors, every: 1)
      if (2...most).contains(found.count) { return found }
    }
    for every in 1...max(1, exponents.count) {
      let found = ticks([1], every: every)
      if found.count <= most, !found.isEmpty { return found }
    }
    return [range.lowerBound, range.upperBound]
  }

  /// Without the noise of a product's last digits.
  private static func cleaned(_ value: Double, _ step: Double) -> Double {
    let decimals = max(0, Int(-log10(step).rounded(.down)))
    return Double(String(format: "%.\(min(decimals, 15))f", value)) ?? value
  }
}
