import Evaluation
import Testing

/// Means, their intervals, and the chance that these are drawn by.
struct MeanEstimateTests {
  @Test("The generator gives SplitMix64's published sequence")
  func generator() {
    var generator = SeededGenerator(seed: 1_234_567)
    let values = (0..<3).map { _ in generator.next() }
    #expect(
      values == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test("Indices and directions are uniform")
  func uniform() {
    var generator = SeededGenerator(seed: 3, name: "a name")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7000 { counts[generator.index(below: 7)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 1000) < 150 })
    var quadrants = [Int](repeating: 0, count: 4)
    for _ in 0..<4000 {
      let direction = generator.direction()
      #expect(abs((direction * direction).sum() - 1) < 1e-12)
      quadrants[(direction.x > 0 ? 1 : 0) + (direction.y > 0 ? 2 : 0)] += 1
    }
    #expect(quadrants.allSatisfy { abs($0 - 1000) < 150 })
  }

  @Test("The interval is that of normal theory where this holds")
  func interval() throws {
    // 0.001 to 1: mean 0.5005, standard deviation sqrt(1/12).
    let values = (1...1000).map { Double($0) / 1000 }
    let estimate = MeanEstimate(of: values)
    let interval = try #require(estimate.interval)
    let halfWidth = 1.96 * (1.0 / 12 / 1000).squareRoot()
    #expect(abs(estimate.mean - 0.5005) < 1e-12)
    #expect(abs(interval.lowerBound - (0.5005 - halfWidth)) < 0.1 * halfWidth)
    #expect(abs(interval.upperBound - (0.5005 + halfWidth)) < 0.1 * halfWidth)
  }

  @Test("Two values: a quarter of the samples is either of them alone")
  func two() {
    #expect(MeanEstimate(of: [1, 3]).interval == 1...3)
  }

  @Test("The same values have the same interval, equal ones none to speak of, one value has none")
  func degenerate() {
    let values = [0.3, 0.9, 0.4, 0.7]
    #expect(MeanEstimate(of: values) == MeanEstimate(of: values))
    #expect(MeanEstimate(of: [0.25, 0.25, 0.25]).interval == 0.25...0.25)
    #expect(MeanEstimate(of: [0.8]).interval == nil)
    #expect(MeanEstimate(of: [0.8]).mean == 0.8)
  }

  @Test("Clusters are drawn whole: values that agree within one tell no more than one of them")
  func clusters() throws {
    let values = (0..<40).map { Double(($0 * 7) % 40) / 40 }
    let alone = MeanEstimate(of: values)
    #expect(MeanEstimate(ofClusters: values.map { [$0] }) == alone)
    let tripled = MeanEstimate(ofClusters: values.map { [$0, $0, $0] })
    #expect(abs(tripled.mean - alone.mean) < 1e-12)
    let (a, b) = (try #require(tripled.interval), try #require(alone.interval))
    #expect(abs(a.lowerBound - b.lowerBound) < 1e-9 && abs(a.upperBound - b.upperBound) < 1e-9)
    // As if they were independent, the interval would be narrower.
    let apart = try #require(MeanEstimate(of: values.flatMap { [$0, $0, $0] }).interval)
    #expect(apart.upperBound - apart.lowerBound < 0.7 * (b.upperBound - b.lowerBound))
    // Every value has the same weight, whatever its cluster.
    #expect(MeanEstimate(ofClusters: [[1], [0, 0, 0]]).mean == 0.25)
    #expect(MeanEstimate(ofClusters: [[1, 0]]).interval == nil)
  }
}
