import Viewer

extension Frame {
  /// The frame as text for a place that is no screen, such as a pipe: a line for each row, ended by
  /// a line feed, with SGR sequences for colour and style where `capability` has colours.
  ///
  /// Blanks at the end of a line are left out unless they have a colour or a style: those may be
  /// part of the picture. No line leaves a colour behind.
  public func ansiText(_ capability: DisplayCapability) -> String {
    var text = ""
    text.reserveCapacity(size.columns * size.rows * 4)
    for row in 0..<max(0, size.rows) {
      let line = lineText(row, capability)
      text += line
      text += "\n"
    }
    return text
  }

  private func lineText(_ row: Int, _ capability: DisplayCapability) -> String {
    let isColored = capability.colors != .none
    var line = ""
    var current = Cell()
    var blanks = 0
    for column in 0..<max(0, size.columns) {
      let cell = self[column, row]
      if cell.character == "\0" { continue }
      let isBlank =
        cell.character == " " && (!isColored || cell == Cell(" ", foreground: cell.foreground))
      if isBlank {
        blanks += 1
        continue
      }
      if blanks > 0 {
        if isColored, !current.hasSameLook(as: Cell()) {
          line += "\u{1B}[0m"
          current = Cell()
        }
        line += String(repeating: " ", count: blanks)
        blanks = 0
      }
      if isColored, !cell.hasSameLook(as: current) {
        line += cell.selectGraphicRendition
        current = cell
      }
      for scalar in CellGlyph(cell.character, unicode: capability.unicode).scalars {
        line.unicodeScalars.append(scalar)
      }
    }
    if isColored, !current.hasSameLook(as: Cell()) { line += "\u{1B}[0m" }
    return line
  }
}

extension Cell {
  fileprivate func hasSameLook(as other: Cell) -> Bool {
    foreground == other.foreground && background == other.background && style == other.style
  }

  /// The whole look from scratch, as one sequence.
  fileprivate var selectGraphicRendition: String {
    var codes = ["0"]
    if style.contains(.bold) { codes.append("1") }
    if style.contains(.dim) { codes.append("2") }
    if style.contains(.underline) { codes.append("4") }
    if style.contains(.reverse) { codes.append("7") }
    codes += foreground.parameters(base: 30)
    codes += background.parameters(base: 40)
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }
}

extension Color {
  /// The SGR parameters that select it; 30 is the base for foregrounds, 40 for backgrounds.
  fileprivate func parameters(base: Int) -> [String] {
    switch self {
    case .standard: []
    case .palette(let index):
      index < 8 ? ["\(base + Int(index))"] : ["\(base + 8);5;\(index)"]
    case .rgb(let red, let green, let blue): ["\(base + 8);2;\(red);\(green);\(blue)"]
    }
  }
}
