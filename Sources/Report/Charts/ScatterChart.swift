/// Lesions by two measurements, with lines that tell what to compare them with.
struct ScatterChart: Sendable {
  struct Line: Sendable {
    enum Kind: Sendable {
      case horizontal(Double)
      case vertical(Double)
      case identity
    }

    let kind: Kind
    /// The class that draws it: "mean", "limit", "zero", "identity", "border".
    let style: String
    /// At its end; `nil` for none.
    let label: String?
  }

  let title: String
  let description: String
  let plot: Plot
  let points: [ChartPoint]
  let lines: [Line]

  func drawing(id: String) -> Markup {
    plot.drawing(
      id: id, title: title, description: description,
      Markup(lines.map(line)) + Markup(points.map(plot.mark)) + labels)
  }

  private func line(_ line: Line) -> Markup {
    switch line.kind {
    case .horizontal(let value): return plot.horizontal(line.style, at: value)
    case .vertical(let value): return plot.vertical(line.style, at: value)
    case .identity:
      let low = max(plot.x.range.lowerBound, plot.y.range.lowerBound)
      let high = min(plot.x.range.upperBound, plot.y.range.upperBound)
      guard low < high else { return Markup() }
      return plot.line(
        line.style, plot.place(x: low), plot.place(y: low), plot.place(x: high),
        plot.place(y: high))
    }
  }

  /// Over the points, in front of a ground that keeps them readable. Those of horizontal lines that
  /// lie close together make room for each other.
  private var labels: Markup {
    var result = Markup()
    var last = -Double.infinity
    let horizontal = lines.compactMap { line -> (place: Double, text: String)? in
      guard case .horizontal(let value) = line.kind, let label = line.label,
        plot.y.range.contains(value)
      else { return nil }
      return (plot.place(y: value), label)
    }
    for (place, text) in horizontal.sorted(by: { $0.place < $1.place }) {
      let height = max(place - 4, last + 13, plot.top + 9)
      last = height
      result += plot.text(text, plot.right - 4, height, anchor: "end", ["class": "tag"])
    }
    for line in lines {
      guard let label = line.label else { continue }
      switch line.kind {
      case .horizontal: break
      case .vertical(let value):
        guard plot.x.range.contains(value) else { continue }
        result += plot.text(
          label, plot.place(x: value) + 4, plot.bottom - 6, anchor: "start", ["class": "tag"])
      case .identity:
        result += plot.text(label, plot.right - 4, plot.top + 12, anchor: "end", ["class": "tag"])
      }
    }
    return result
  }
}
