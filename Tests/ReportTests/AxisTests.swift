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
    // Far outside stays near the frame.
    #expect(plot.place(x: 1e30) < plot.right + 30)
  }
}
