/// A mean and how well so many values fix it.
package struct MeanEstimate: Hashable, Sendable {
  /// Bootstrap samples that an interval is taken from.
  package static let resamples = 2000
  /// The share of them that an interval holds.
  package static let level = 0.95
  /// Fixed, so that the same values have the same interval; values in the same order are resampled
  /// together.
  private static let seed: UInt64 = 20_260_101

  package let mean: Double
  /// The percentile bootstrap's interval (Efron and Tibshirani, "An Introduction to the Bootstrap",
  /// chapter 13): between the 2.5th and the 97.5th percentile of the means of as many values drawn
  /// with replacement. `nil` for one value, which tells nothing of others.
  ///
  /// Of paired differences it is the paired bootstrap's interval.
  package let interval: ClosedRange<Double>?

  /// - Parameter values: at least one, finite, independent of each other.
  package init(of values: [Double]) {
    precondition(!values.isEmpty, "no values have no mean")
    mean = values.mean
    guard values.count > 1 else {
      interval = nil
      return
    }
    var generator = SeededGenerator(seed: Self.seed)
    var means: [Double] = []
    means.reserveCapacity(Self.resamples)
    for _ in 0..<Self.resamples {
      var sum = 0.0
      for _ in values.indices { sum += values[generator.index(below: values.count)] }
      means.append(sum / Double(values.count))
    }
    means.sort()
    let tail = (1 - Self.level) / 2
    interval = means.quantile(tail)...means.quantile(1 - tail)
  }
}

extension [Double] {
  /// Of at least one value.
  var mean: Double { reduce(0, +) / Double(count) }

  /// Of at least one value.
  var median: Double { sorted().quantile(0.5) }

  /// The value below which a share of sorted values lies, interpolated between neighbours, as
  /// numpy's default does.
  ///
  /// - Parameter share: in 0…1.
  func quantile(_ share: Double) -> Double {
    let place = share * Double(count - 1)
    let index = Int(place.rounded(.down))
    let next = Swift.min(index + 1, count - 1)
    return self[index] + (self[next] - self[index]) * (place - Double(index))
  }
}
