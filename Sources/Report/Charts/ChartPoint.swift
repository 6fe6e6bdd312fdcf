/// One lesion in a chart.
struct ChartPoint: Sendable {
  /// What is drawn, so that colour alone says nothing: a disc, a cross, an open square.
  enum Shape: Sendable { case disc, cross, square }

  struct Link: Sendable {
    /// Shown where the pointer rests on the point.
    let title: String
    /// The place on the page that it leads to, without `#`.
    let target: String
  }

  let x: Double
  let y: Double
  let shape: Shape
  let link: Link?

  init(_ x: Double, _ y: Double, _ shape: Shape, link: Link?) {
    self.x = x
    self.y = y
    self.shape = shape
    self.link = link
  }
}

extension ChartPoint {
  /// The mark at a place of the drawing. Keys pass it over: the table says the same, and a page
  /// with hundreds of stops could not be walked through.
  func mark(at x: Double, _ y: Double) -> Markup {
    let mark = Self.shape(shape, at: x, y, titled: link?.title)
    guard let link else { return mark }
    return .element("a", ["href": "#" + link.target, "tabindex": "-1"], mark)
  }

  static func shape(_ shape: Shape, at x: Double, _ y: Double, titled title: String?) -> Markup {
    let content = title.map { [Markup.element("title", [:], .text($0))] } ?? []
    let (left, top) = (Digits.place(x), Digits.place(y))
    switch shape {
    case .disc:
      return .element("circle", ["class": "point", "cx": left, "cy": top, "r": "3.5"], content)
    case .cross:
      // A path wider than its strokes, so that the pointer finds it.
      return .element(
        "path", ["class": "cross", "d": "M\(left) \(top)m-4-4l8 8m0-8l-8 8"], content)
    case .square:
      return .element(
        "rect",
        [
          "class": "open", "x": Digits.place(x - 3.5), "y": Digits.place(y - 3.5), "width": "7",
          "height": "7",
        ], content)
    }
  }
}
