/// A frame being drawn: writes text and lines as far as the terminal can show them.
struct Canvas {
  private(set) var frame: Frame
  let capability: DisplayCapability
  var theme: Theme

  init(size: ScreenSize, capability: DisplayCapability) {
    frame = Frame(size: size)
    self.capability = capability
    theme = Theme(colors: capability.colors)
  }

  var size: ScreenSize { frame.size }
  var lines: LineCharacters { capability.unicode ? .unicode : .ascii }

  /// A cell; places outside the frame are ignored.
  mutating func set(_ cell: Cell, column: Int, row: Int) {
    guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return }
    frame[column, row] = cell
  }

  mutating func setCursor(column: Int, row: Int) {
    frame.cursor = (min(max(column, 0), size.columns - 1), row)
  }

  func cell(column: Int, row: Int) -> Cell? {
    guard column >= 0, column < size.columns, row >= 0, row < size.rows else { return nil }
    return frame[column, row]
  }

  /// Writes text into at most `width` columns.
  ///
  /// - Returns: the column after the text.
  @discardableResult
  mutating func write(
    _ text: String, column: Int, row: Int, width: Int, style: TextStyle = .plain
  ) -> Int {
    let characters = ScreenText(text, unicode: capability.unicode)
      .truncated(to: width, ellipsis: lines.ellipsis).characters
    for (offset, character) in characters.enumerated() {
      set(
        Cell(character, foreground: style.foreground, style: style.style),
        column: column + offset, row: row)
    }
    return column + characters.count
  }

  /// Writes runs one after another into at most `width` columns.
  @discardableResult
  mutating func write(_ text: StyledText, column: Int, row: Int, width: Int) -> Int {
    var next = column
    for run in text.runs where next < column + width {
      next = write(
        run.text, column: next, row: row, width: column + width - next, style: run.style)
    }
    return next
  }

  /// A row of blanks in a style, for bars.
  mutating func fillRow(_ row: Int, style: TextStyle) {
    for column in 0..<size.columns {
      set(Cell(" ", foreground: style.foreground, style: style.style), column: column, row: row)
    }
  }
}
