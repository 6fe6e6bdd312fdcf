/// The command line in the last row, and in the row above what Tab found.
struct TypedLineView {
  let line: TypedLine

  func draw(on canvas: inout Canvas, row: Int) {
    if let completion = line.completion { draw(completion, on: &canvas, row: row - 1) }
    if line.awaited != nil { draw(notice: "reading the folder", on: &canvas, row: row - 1) }
    canvas.write(line.editor, after: ":", row: row)
  }

  private func draw(notice: String, on canvas: inout Canvas, row: Int) {
    canvas.fillRow(row, style: .plain)
    canvas.write(notice, column: 1, row: row, width: canvas.size.columns - 2, style: .dim)
  }

  /// The candidates that fit, with the chosen one among them.
  private func draw(_ completion: Completion, on canvas: inout Canvas, row: Int) {
    guard !completion.candidates.isEmpty else {
      draw(notice: completion.notice, on: &canvas, row: row)
      return
    }
    canvas.fillRow(row, style: .plain)
    let width = canvas.size.columns - 2
    let pages = pages(of: completion.candidates, width: width)
    let page = pages.first { $0.contains(completion.index ?? 0) } ?? 0..<0
    var column = 1
    for index in page {
      let style: TextStyle = index == completion.index ? .reverse : .plain
      column = canvas.write(
        completion.candidates[index].label, column: column, row: row, width: width + 1 - column,
        style: style)
      column += Self.gap
    }
    if pages.count > 1 {
      canvas.write(
        String(canvas.lines.ellipsis), column: canvas.size.columns - 1, row: row, width: 1,
        style: .dim)
    }
  }

  private static let gap = 2

  /// The candidates in groups of which each fits into a row.
  private func pages(of candidates: [Completion.Candidate], width: Int) -> [Range<Int>] {
    var pages: [Range<Int>] = []
    var start = 0
    var used = 0
    for (index, candidate) in candidates.enumerated() {
      let columns = ScreenText(candidate.label, unicode: true).columns
      if index > start, used + Self.gap + columns > width {
        pages.append(start..<index)
        start = index
      }
      used = (index == start ? 0 : used + Self.gap) + columns
    }
    pages.append(start..<candidates.count)
    return pages
  }
}

extension Canvas {
  /// A line that is being typed, with the terminal's cursor in it; of a line longer than the screen
  /// the part before the cursor.
  mutating func write(_ editor: LineEditor, after mark: Character, row: Int) {
    let width = max(1, size.columns - 3)
    let unicode = capability.unicode
    let cursor = ScreenText(editor.beforeCursor, unicode: unicode).columns
    let start = max(0, cursor - width)
    let shown = ScreenText(editor.text, unicode: unicode).characters.dropFirst(start)
    // A wide character of which only the second column is left becomes a blank.
    let visible = (shown.first == "\0" ? [" "] + shown.dropFirst() : Array(shown)).prefix(width)
    fillRow(row, style: .plain)
    write(
      String(mark) + String(visible.filter { $0 != "\0" }), column: 0, row: row,
      width: size.columns - 1)
    setCursor(column: 1 + cursor - start, row: row)
  }
}
