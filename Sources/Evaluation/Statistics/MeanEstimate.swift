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
  package init(of values: [Double]) { self.init(ofClusters: values.map { [$0] }) }

  /// The mean of all values of all clusters. Values of one cluster depend on each other, as lesions
  /// of one patient do, so whole clusters are drawn, as many as there are: the cluster bootstrap
  /// (Davison and Hinkley, "Bootstrap methods and their application", section 3.8).
  ///
  /// - Parameter clusters: at least one, each with at least one finite value.
  package init(ofClusters clusters: [[Double]]) {
    precondition(!clusters.isEmpty, "no values have no mean")
    mean = clusters.flatMap { $0 }.mean
    guard clusters.count > 1 else {
      interval = nil
      return
    }
    let sums = clusters.map { $0.reduce(0, +) }
    var generator = SeededGenerator(seed: Self.seed)
    var means: [Double] = []
    means.reserveCapacity(Self.resamples)
    for _ in 0..<Self.resamples {
      var (sum, count) = (0.0, 0)
      for _ in clusters.indices {
        let drawn = generator.index(below: clusters.count)
        sum += sums[drawn]
        count += clusters[drawn].count
      }
      means.append(sum / Double(count))
    }
    means.sort()
    let tail = (1 - Self.level) / 2
    interval = means.quantile(tail)...means.quantile(1 - tail)
  }
}

extension [Double] {
  /// Of at least one value.
  package var mean: Double { reduce(0, +) / Double(count) }

  /// Of at least one value.
  package var median: Double { sorted().quantile(0.5) }

  /// The value below which a share of sorted values lies, interpolated between neighbours, as
  /// numpy's default does.
  ///
  /// - Parameter share: in 0…1.
  package func quantile(_ share: Double) -> Double {
    let place = share * Double(count - 1)
    let index = Int(place.rounded(.down))
    let next = Swift.min(index + 1, count - 1)
    return self[index] + (self[next] - self[index]) * (place - Double(index))
  }
}
