/// A line of segments of which the least important are left out where the screen is narrow.
struct SegmentLine {
  struct Segment {
    var text: String
    /// 0 is always kept; of the others the highest goes first.
    var rank: Int
    var style: TextStyle
  }

  private(set) var segments: [Segment] = []
  let separator: String

  init(separator: String = "  ") { self.separator = separator }

  mutating func add(_ text: String, rank: Int = 0, style: TextStyle = .plain) {
    guard !text.isEmpty else { return }
    segments.append(Segment(text: text, rank: rank, style: style))
  }

  /// The segments that fit into `columns`, in their order.
  func fitted(to columns: Int) -> StyledText {
    var kept = segments
    func width() -> Int {
      kept.reduce(0) { $0 + ScreenText($1.text, unicode: true).columns }
        + separator.count * max(0, kept.count - 1)
    }
    while width() > columns, let rank = kept.map(\.rank).max(), rank > 0,
      let index = kept.lastIndex(where: { $0.rank == rank })
    {
      kept.remove(at: index)
    }
    var line = StyledText()
    for (index, segment) in kept.enumerated() {
      if index > 0 { line.append(separator) }
      line.append(segment.text, segment.style)
    }
    return line
  }
}
