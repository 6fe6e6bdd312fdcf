import Foundation

/// Round numbers at which an axis is marked.
package enum Ticks {
  /// Multiples of 1, 2 or 5 times a power of ten inside a range.
  ///
  /// - Parameters:
  ///   - most: how many there is room for; at least 2.
  ///   - leastStep: between two of them: 1 where only whole numbers mean something.
  package static func linear(
    over range: ClosedRange<Double>, most: Int, leastStep: Double = 0
  ) -> [Double] {
    let length = range.upperBound - range.lowerBound
    guard length > 0, length.isFinite else { return [range.lowerBound] }
    var power = pow(10, log10(length / Double(most)).rounded(.down))
    // A step below the least that fits cannot be met; a few tries reach one that can.
    for _ in 0..<3 {
      for factor in [1.0, 2, 5] {
        let step = factor * power
        if step < leastStep { continue }
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

  /// 1, 2 and 5 times powers of ten inside a range of positive numbers; powers of ten alone, or
  /// every second, third, … of them, where those are too many, and all of 1, 2, … 9 times them where
  /// there are no three.
  package static func logarithmic(over range: ClosedRange<Double>, most: Int) -> [Double] {
    let (low, high) = (range.lowerBound * (1 - 1e-9), range.upperBound * (1 + 1e-9))
    guard low > 0, high.isFinite else { return [] }
    let exponents = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
    func ticks(_ factors: [Int], every: Int) -> [Double] {
      exponents.filter { $0 % every == 0 }.flatMap { exponent in
        factors.map { number($0, exponent) }
      }.filter { low <= $0 && $0 <= high }
    }
    let found = ticks(factors, every: 1)
    if (3...max(3, most)).contains(found.count) { return found }
    if found.count < 3 {
      let finer = ticks(Array(1...9), every: 1)
      if (2...max(2, most)).contains(finer.count) { return finer }
    }
    for every in 1...max(1, exponents.count) {
      let found = ticks([1], every: every)
      if found.count <= most, !found.isEmpty { return found }
    }
    return [range.lowerBound, range.upperBound]
  }

  /// The least range from one of 1, 2 or 5 times a power of ten to another that holds a range of
  /// positive numbers and has at least three round numbers to mark.
  package static func rounded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    guard range.lowerBound > 0 else { return 1...10 }
    // So far from what a number can be that there is a step beyond.
    let (low, high) = (max(range.lowerBound, 1e-300), min(max(range.upperBound, 1e-300), 1e300))
    var first = Int(log10(low).rounded(.down)) * factors.count
    while step(first) > low * (1 + 1e-9) { first -= 1 }
    while step(first + 1) <= low * (1 + 1e-9) { first += 1 }
    var last = first
    while step(last) < high * (1 - 1e-9) { last += 1 }
    if first == last { (first, last) = (first - 1, last + 1) }
    // From 1 to 2 there is no round number between.
    if last - first == 1, first % factors.count == 0 {
      if low / step(first) < step(last) / high { first -= 1 } else { last += 1 }
    }
    return step(first)...step(last)
  }

  private static let factors = [1, 2, 5]

  /// …, 0.5, 1, 2, 5, 10, …: 1 has the index 0.
  private static func step(_ index: Int) -> Double {
    let place = (index % factors.count + factors.count) % factors.count
    return number(factors[place], (index - place) / factors.count)
  }

  /// The number nearest to a factor times a power of ten.
  private static func number(_ factor: Int, _ exponent: Int) -> Double {
    Double("\(factor)e\(exponent)") ?? Double(factor) * pow(10, Double(exponent))
  }

  /// Without the noise of a product's last digits.
  private static func cleaned(_ value: Double, _ step: Double) -> Double {
    let decimals = max(0, Int(-log10(step).rounded(.down)))
    return Double(String(format: "%.\(min(decimals, 15))f", value)) ?? value
  }
}
