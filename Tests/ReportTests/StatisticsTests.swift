import Report
import Testing

@Suite("Histogram and Bland-Altman")
struct StatisticsTests {
  @Test("A bin holds its lower edge, the last one its upper edge too")
  func bins() {
    let histogram = Histogram(of: [0, 0.24, 0.25, 0.5, 0.74, 0.75, 1, 1], bins: 4, over: 0...1)
    #expect(histogram.counts == [2, 1, 2, 3])
    #expect(histogram.edges == [0, 0.25, 0.5, 0.75, 1])
  }

  @Test("Every multiple of a bin's width begins a bin")
  func edges() {
    let values = (0..<20).map { Double($0) / 20 }
    #expect(Histogram(of: values, bins: 20, over: 0...1).counts == Array(repeating: 1, count: 20))
  }

  @Test("What is outside or no number is not counted")
  func outside() {
    let values = [-0.1, 1.1, .nan, .infinity, 0.5]
    #expect(Histogram(of: values, bins: 2, over: 0...1).counts == [0, 1])
    #expect(Histogram(of: [Double](), bins: 3, over: 0...1).counts == [0, 0, 0])
  }

  @Test("Bias and limits of agreement, against numbers worked out by hand")
  func agreement() throws {
    // Mean 2.5, squares 2.25 + 0.25 + 0.25 + 2.25 = 5, variance 5 / 3, SD 1.2909944.
    let agreement = try #require(BlandAltman(of: [1, 2, 3, 4]))
    let limits = try #require(agreement.limits)
    #expect(agreement.count == 4 && agreement.bias == 2.5)
    #expect(abs(limits.lowerBound + 0.030349) < 1e-6 && abs(limits.upperBound - 5.030349) < 1e-6)
  }

  @Test("Fewer than three differences have no limits, none has no bias")
  func few() {
    #expect(BlandAltman(of: []) == nil)
    #expect(BlandAltman(of: [3])?.bias == 3 && BlandAltman(of: [3])?.limits == nil)
    #expect(BlandAltman(of: [3, 4])?.limits == nil)
    #expect(BlandAltman(of: [2, 2, 2])?.limits == 2...2)
  }
}
