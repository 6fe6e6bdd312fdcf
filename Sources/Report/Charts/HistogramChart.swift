/// How scores in 0…1 are spread: bars over a strip in which every lesion is a point.
struct HistogramChart: Sendable {
  private static let bins = 20
  private static let stripHeight = 52.0

  /// "DSC", "NSD".
  let name: String
  /// `x` is the score; `y` is not looked at.
  let points: [ChartPoint]
  let mean: Double
  let median: Double

  /// - Parameters:
  ///   - points: at least one.
  ///   - mean, median: of the points' scores.
  init(of name: String, _ points: [ChartPoint], mean: Double, median: Double) {
    self.name = name
    self.points = points
    self.mean = mean
    self.median = median
  }

  /// The whole chart.
  func drawing(id: String) -> Markup {
    let histogram = Histogram(of: points.map(\.x), bins: Self.bins, over: 0...1)
    let most = Double(histogram.counts.max() ?? 0)
    let plot = Plot(
      x: Axis(name, over: 0...1),
      y: Axis("lesions", over: 0...max(most * 1.05, 1), most: 6, isCount: true),
      height: 320, top: 40, stripHeight: Self.stripHeight)
    return plot.drawing(
      id: id, title: "Distribution of \(name) over lesions",
      description: description(histogram),
      bars(histogram, plot) + strip(plot) + summary(plot))
  }

  private func bars(_ histogram: Histogram, _ plot: Plot) -> Markup {
    let edges = histogram.edges
    return Markup(
      histogram.counts.enumerated().filter { $0.element > 0 }.map { bin, count in
        let (left, right) = (plot.place(x: edges[bin]), plot.place(x: edges[bin + 1]))
        let top = plot.place(y: Double(count))
        let closing = bin == histogram.counts.count - 1 ? "]" : ")"
        let range = "[\(Digits.fixed(edges[bin], 2)), \(Digits.fixed(edges[bin + 1], 2))\(closing)"
        return .element(
          "rect",
          [
            "class": "barfill", "x": Digits.place(left + 1), "y": Digits.place(top),
            "width": Digits.place(right - left - 2), "height": Digits.place(plot.bottom - top),
          ],
          .element("title", [:], .text("\(name) \(range): \(Digits.count(count, "lesion"))")))
      })
  }

  /// Points at their scores; heights only keep them apart.
  private func strip(_ plot: Plot) -> Markup {
    let (top, height) = (plot.bottom + 10, Self.stripHeight - 16)
    return Markup(
      points.enumerated().map { index, point in
        // The golden ratio's multiples are spread evenly, however many there are.
        let share = (Double(index) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
        return point.mark(at: plot.place(x: point.x), top + share * height)
      })
  }

  /// The mean and the median, told apart by their lines, which are named above the frame.
  private func summary(_ plot: Plot) -> Markup {
    func line(_ label: String, _ value: Double, _ style: String, end: Double) -> Markup {
      let place = plot.place(x: value)
      let text = "\(label) \(Digits.score(value))"
      return plot.line(style, place, plot.top - 6, place, plot.bottom + Self.stripHeight)
        + plot.line(style, end - 118, 14, end - 92, 14) + plot.text(text, end - 86, 18)
    }
    return line("mean", mean, "mean", end: plot.right - 124)
      + line("median", median, "median", end: plot.right)
  }

  private func description(_ histogram: Histogram) -> String {
    let edges = histogram.edges
    let filled = histogram.counts.enumerated().filter { $0.element > 0 }.map { bin, count in
      "\(count) from \(Digits.fixed(edges[bin], 2)) to \(Digits.fixed(edges[bin + 1], 2))"
    }
    return
      "Histogram of \(Digits.count(points.count, "lesion")) in bins of 0.05, each lesion also a "
      + "point below. Mean \(Digits.score(mean)), median \(Digits.score(median)). "
      + filled.joined(separator: ", ") + "."
  }
}
