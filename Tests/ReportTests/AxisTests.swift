import Report
import Testing

@Suite("Axes")
struct AxisTests {
  @Test("Linear ticks are round, inside the range, and as many as there is room for")
  func linear() {
    #expect(Ticks.linear(over: 0...1, most: 6) == [0, 0.2, 0.4, 0.6, 0.8, 1])
    #expect(Ticks.linear(over: 0...1, most: 11).count == 11)
    #expect(Ticks.linear(over: -13...27, most: 5) == [-10, 0, 10, 20])
    #expect(
      Ticks.linear(over: 0.31...0.34, most: 6)
        == [0.31, 0.315, 0.32, 0.325, 0.33, 0.335, 0.34].enumerated().filter { $0.offset % 2 == 0 }
        .map(\.element))
    #expect(Ticks.linear(over: 5...5, most: 6) == [5])
    for most in 2...12 {
      for (low, high) in [(0.0, 1.0), (0.013, 0.9), (-1e6, 3e7), (99.5, 100.5), (1e-9, 2e-9)] {
        let ticks = Ticks.linear(over: low...high, most: most)
        #expect(ticks.count <= most && !ticks.isEmpty, "\(low)...\(high), \(most): \(ticks)")
        #expect(ticks == ticks.sorted())
      }
    }
  }

  @Test("Logarithmic ticks are powers of ten, with steps between where these are few")
  func logarithmic() {
    #expect(Ticks.logarithmic(over: 0.1...1000, most: 7) == [0.1, 1, 10, 100, 1000])
    #expect(Ticks.logarithmic(over: 1...20, most: 7) == [1, 2, 5, 10, 20])
    #expect(Ticks.logarithmic(over: 1e-6...1e6, most: 7).count <= 7)
    #expect(Ticks.logarithmic(over: 3...4, most: 6).isEmpty == false)
    #expect(Ticks.logarithmic(over: 20...50, most: 7) == [20, 30, 40, 50])
  }

  @Test(
    "A logarithmic axis begins and ends at round numbers and has a few between",
    arguments: [
      ([20.3, 46.9], ["20", "30", "40", "50"]), ([18.36, 48.96], ["10", "20", "50"]),
      ([1.1, 1.9], ["1", "2", "5"]), ([1.01, 1.9], ["0.5", "1", "2"]),
      ([1.3, 1.99], ["1", "2", "5"]), ([10, 10], ["5", "10", "20"]),
      ([0.0012, 31], ["0.001", "0.01", "0.1", "1", "10"]), ([6.0, 6.1], []),
    ] as [([Double], [String])])
  func rounded(values: [Double], labels: [String]) {
    let axis = Axis("x", .logarithmic, holding: values, most: 9)
    let found = axis.ticks.map(axis.label)
    if !labels.isEmpty { #expect(found == labels) }
    #expect((3...9).contains(found.count) && found.allSatisfy { $0.count <= 6 }, "\(found)")
    for value in values { #expect(axis.range.contains(value)) }
  }

  @Test("Any range of positive numbers has ticks enough, and no label of many digits")
  func anyRange() {
    for exponent in stride(from: -4.0, through: 4, by: 0.13) {
      for length in [0, 0.001, 0.1, 0.3, 0.5, 1, 1.7, 2.6, 2.9, 4, 7] {
        let low =
          Double("1e\(Int(exponent))")! * (1 + abs(exponent.truncatingRemainder(dividingBy: 1)))
        let high = low * (1 + length) * Double("1e\(Int(length))")!
        let axis = Axis("x", .logarithmic, holding: [low, high], most: 9)
        let labels = axis.ticks.map(axis.label)
        #expect((3...9).contains(labels.count), "\(low)...\(high): \(labels)")
        #expect(labels.allSatisfy { $0.count <= 6 }, "\(low)...\(high): \(labels)")
      }
    }
  }

  @Test("Counts are marked at whole numbers; numbers that differ by a rounding are one number")
  func counts() {
    let one = Axis("lesions", over: 0...1.05, isCount: true)
    #expect(one.ticks.map(one.label) == ["0", "1"])
    let three = Axis("lesions", over: 0...3.15, isCount: true)
    #expect(three.ticks.map(three.label) == ["0", "1", "2", "3"])
    let same = Axis("x", holding: [0.2, 0.2.nextUp])
    #expect(Set(same.ticks.map(same.label)).count == same.ticks.count && same.ticks.count > 1)
  }

  @Test("Values lie where the scale puts them")
  func shares() {
    let linear = Axis("x", over: -10...30)
    #expect(linear.share(of: -10) == 0 && linear.share(of: 10) == 0.5 && linear.share(of: 30) == 1)
    let logarithmic = Axis("x", .logarithmic, over: 0.01...100)
    #expect(abs(logarithmic.share(of: 1) - 0.5) < 1e-12)
    #expect(abs(logarithmic.share(of: 10) - 0.75) < 1e-12)
  }

  @Test("An axis holds its values, whatever they are")
  func ranges() {
    for values in [[], [0.0], [5], [.nan, .infinity], [0.2, 900], [-3, -2], [1e-250, 1e250]] {
      for scale in [Axis.Scale.linear, .logarithmic] {
        let axis = Axis("x", scale, holding: values)
        #expect(axis.range.lowerBound < axis.range.upperBound, "\(values)")
        for value in values where value.isFinite && (scale == .linear || value > 0) {
          #expect((0...1).contains(axis.share(of: value)), "\(values) \(scale) \(axis)")
        }
        if scale == .logarithmic { #expect(axis.range.lowerBound > 0) }
      }
    }
  }

  @Test("Labels have as many decimals as their neighbours need")
  func labels() {
    let axis = Axis("x", over: 0...1)
    #expect(axis.ticks.map(axis.label) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    let wide = Axis("x", over: -20...20, most: 5)
    #expect(wide.ticks.map(wide.label) == ["−20", "−10", "0", "10", "20"])
    let logarithmic = Axis("x", .logarithmic, over: 0.01...100)
    #expect(logarithmic.ticks.map(logarithmic.label) == ["0.01", "0.1", "1", "10", "100"])
  }

  @Test("What a logarithmic axis cannot hold has its own margin")
  func gutter() {
    let axis = Axis("x", .logarithmic, over: 0.1...10)
    let plot = Plot(x: axis, y: axis, xHasZero: true, yHasZero: true)
    #expect(plot.place(x: 0) > plot.left && plot.place(x: 0) < plot.place(x: 0.1))
    #expect(plot.place(y: 0) < plot.bottom && plot.place(y: 0) > plot.place(y: 0.1))
    #expect(plot.place(x: 10) == plot.right && plot.place(y: 10) == plot.top)
    // The numbers 0 and 0.001 have room beside each other.
    let long = Axis("x", .logarithmic, over: 0.001...1000)
    let wide = Plot(x: long, y: axis, xHasZero: true)
    #expect(wide.place(x: 0.001) - wide.place(x: 0) > (1 + 5) * 7 / 2)
    #expect(440 - wide.right >= 4 * 7 / 2)
    // Far outside stays near the frame.
    #expect(plot.place(x: 1e30) < plot.right + 30)
  }
}
