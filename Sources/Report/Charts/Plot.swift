/// The frame of a chart: two axes, their marks and titles, and where values lie in it. Lengths are
/// the drawing's own units, of which a chart is 440 wide; y counts downwards.
package struct Plot: Sendable {
  static let width = 440.0
  /// As wide as a digit of an axis's numbers is at most.
  private static let digit = 7.5
  /// Between two numbers beside each other.
  private static let gap = 5.0

  let x: Axis
  let y: Axis
  let height: Double
  /// The rectangle between the axes.
  package let left: Double
  package let right: Double
  package let top: Double
  package let bottom: Double
  /// Room between the frame and the marks of x, for points that have no y.
  let stripHeight: Double
  /// Room before the axis's start, for 0 on a logarithmic axis.
  let xGutter: Double
  let yGutter: Double

  /// - Parameters:
  ///   - top: the room above.
  ///   - stripHeight: the room between the frame and the marks of x.
  ///   - xHasZero, yHasZero: whether a logarithmic axis has a place for 0 apart, before its start.
  package init(
    x: Axis, y: Axis, height: Double = 320, top: Double = 14, stripHeight: Double = 0,
    xHasZero: Bool = false, yHasZero: Bool = false
  ) {
    self.x = x
    self.y = y
    self.height = height
    let widest = y.ticks.map { y.label($0).count }.max() ?? 1
    left = 34 + Self.digit * Double(max(2, widest))
    let halves = x.ticks.map { Self.digit / 2 * Double(x.label($0).count) }
    // A number stands half beyond its tick, which may be at the frame's end.
    right = Self.width - max(12, (halves.max() ?? 0) + 2)
    self.top = top
    bottom = height - 44 - stripHeight
    self.stripHeight = stripHeight
    // The 0 in the gutter's middle and the first number at its end have room beside each other.
    xGutter = xHasZero ? max(26, 2 * ((halves.first ?? 0) + Self.digit / 2 + Self.gap)) : 0
    yGutter = yHasZero ? 30 : 0
  }

  /// Where a value lies; one that the axis cannot hold on its gutter, one that is far outside near
  /// the frame.
  package func place(x value: Double) -> Double {
    guard xGutter == 0 || value > 0 else { return left + xGutter / 2 }
    return left + xGutter + inFrame(x.share(of: value)) * (right - left - xGutter)
  }

  package func place(y value: Double) -> Double {
    guard yGutter == 0 || value > 0 else { return bottom - yGutter / 2 }
    return bottom - yGutter - inFrame(y.share(of: value)) * (bottom - top - yGutter)
  }

  private func inFrame(_ share: Double) -> Double { min(max(share, -0.05), 1.05) }

  func mark(_ point: ChartPoint) -> Markup { point.mark(at: place(x: point.x), place(y: point.y)) }

  // MARK: Frame

  /// Grid, ticks and titles, to be drawn under all else.
  var frame: Markup {
    var result = Markup()
    let below = bottom + stripHeight
    var end = -Double.infinity
    for tick in x.ticks {
      let place = place(x: tick)
      result += line("grid", place, top, place, below)
      let label = x.label(tick)
      let half = Self.digit / 2 * Double(label.count)
      // A line without a number is read more easily than numbers that run into each other.
      guard place - half >= end else { continue }
      end = place + half + Self.gap
      result += text(label, place, below + 15, anchor: "middle")
    }
    for tick in y.ticks {
      let place = place(y: tick)
      result += line("grid", left, place, right, place)
      result += text(y.label(tick), left - 6, place + 4, anchor: "end")
    }
    if xGutter > 0 {
      result += line("break", left + xGutter, top, left + xGutter, below)
      result += text("0", left + xGutter / 2, below + 15, anchor: "middle")
    }
    if yGutter > 0 {
      result += line("break", left, bottom - yGutter, right, bottom - yGutter)
      result += text("0", left - 6, bottom - yGutter / 2 + 4, anchor: "end")
    }
    result += line("axis", left, bottom, right, bottom)
    if stripHeight > 0 { result += line("axis", left, below, right, below) }
    result += line("axis", left, top, left, bottom)
    result += text(
      x.title, (left + right) / 2, height - 6, anchor: "middle", ["class": "title"])
    let middle = (top + bottom) / 2
    result += text(
      y.title, 13, middle, anchor: "middle",
      ["class": "title", "transform": "rotate(-90 13 \(Digits.place(middle)))"])
    return result
  }

  // MARK: Pieces

  func line(_ name: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Markup {
    .element(
      "line",
      [
        "class": name, "x1": Digits.place(x1), "y1": Digits.place(y1), "x2": Digits.place(x2),
        "y2": Digits.place(y2),
      ])
  }

  /// Across the frame at a height; nothing where the axis does not reach.
  func horizontal(_ name: String, at value: Double) -> Markup {
    guard y.range.contains(value) else { return Markup() }
    return line(name, left, place(y: value), right, place(y: value))
  }

  func vertical(_ name: String, at value: Double) -> Markup {
    guard x.range.contains(value) else { return Markup() }
    return line(name, place(x: value), top, place(x: value), bottom)
  }

  func text(
    _ text: String, _ x: Double, _ y: Double, anchor: String = "start",
    _ attributes: Markup.Attributes = [:]
  ) -> Markup {
    .element(
      "text",
      ["x": Digits.place(x), "y": Digits.place(y), "text-anchor": anchor] + attributes,
      .text(text))
  }

  /// The whole drawing.
  ///
  /// - Parameters:
  ///   - id: on the page, unique.
  ///   - title, description: for those who do not see it.
  func drawing(id: String, title: String, description: String, _ content: Markup) -> Markup {
    .element(
      "svg",
      [
        "class": "chart", "viewBox": "0 0 \(Digits.place(Self.width)) \(Digits.place(height))",
        "role": "group", "aria-labelledby": "\(id)-title", "aria-describedby": "\(id)-text",
      ],
      .element("title", ["id": "\(id)-title"], .text(title)),
      .element("desc", ["id": "\(id)-text"], .text(description)), frame, content)
  }
}
