/// How many values fall into each of equally wide bins.
package struct Histogram: Hashable, Sendable {
  package let range: ClosedRange<Double>
  /// From the range's start; a bin holds its lower edge, the last one its upper edge too.
  package let counts: [Int]

  /// - Parameters:
  ///   - values: those outside the range, or not finite, are not counted.
  ///   - bins: at least one.
  package init(of values: some Sequence<Double>, bins: Int, over range: ClosedRange<Double>) {
    self.range = range
    var counts = [Int](repeating: 0, count: bins)
    let edges = Self.edges(bins, range)
    for value in values where range.contains(value) {
      // The edges decide, not a quotient: 0.15 / 0.05 is less than 3.
      let bin = edges.lastIndex { $0 <= value } ?? 0
      counts[min(bin, bins - 1)] += 1
    }
    self.counts = counts
  }

  /// Where bins begin, and where the last one ends.
  package var edges: [Double] { Self.edges(counts.count, range) }

  private static func edges(_ bins: Int, _ range: ClosedRange<Double>) -> [Double] {
    (0...bins).map { bin in
      // The nearest number to the edge that is meant: 3 / 20 rather than 3 x 0.05.
      (range.lowerBound * Double(bins - bin) + range.upperBound * Double(bin)) / Double(bins)
    }
  }
}
