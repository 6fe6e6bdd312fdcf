import Viewer

extension Frame {
  func text(row: Int) -> String {
    String((0..<size.columns).map { self[$0, row].character }.filter { $0 != "\0" })
  }

  var text: String { (0..<size.rows).map { text(row: $0) }.joined(separator: "\n") }

  /// The colours of half-block pixels inside the frame's border, two rows a cell.
  func halfBlockPixels(columns: Range<Int>, rows: Range<Int>) -> [[Color]] {
    rows.flatMap { row in
      let cells = columns.map { self[$0, row] }
      return [
        cells.map { $0.character == "▀" ? $0.foreground : $0.background },
        cells.map(\.background),
      ]
    }
  }

  /// A frame as text for a snapshot: characters, then colours by letter, then styles by runs.
  var snapshot: String {
    var letters = Legend()
    var foregrounds = ""
    var backgrounds = ""
    var characters = ""
    var styles = ""
    for row in 0..<size.rows {
      characters += "|" + text(row: row) + "|\n"
      foregrounds +=
        "|" + String((0..<size.columns).map { letters.letter(self[$0, row].foreground) }) + "|\n"
      backgrounds +=
        "|" + String((0..<size.columns).map { letters.letter(self[$0, row].background) }) + "|\n"
      styles += styleRuns(row: row)
    }
    var sections = ["characters \(size.columns) x \(size.rows)\n" + characters]
    if letters.isUsed {
      sections.append("foreground\n" + foregrounds)
      sections.append("background\n" + backgrounds)
      sections.append("colours\n" + letters.description)
    }
    if !styles.isEmpty { sections.append("styles\n" + styles) }
    if let cursor { sections.append("cursor \(cursor.column),\(cursor.row)\n") }
    return sections.joined(separator: "\n")
  }

  private func styleRuns(row: Int) -> String {
    var runs: [String] = []
    var column = 0
    while column < size.columns {
      let style = self[column, row].style
      let start = column
      while column < size.columns, self[column, row].style == style { column += 1 }
      if !style.isEmpty { runs.append("\(start)-\(column - 1) \(name(style))") }
    }
    return runs.isEmpty ? "" : "row \(row): " + runs.joined(separator: ", ") + "\n"
  }

  private func name(_ style: CellStyle) -> String {
    let names: [(CellStyle, String)] = [
      (.bold, "bold"), (.reverse, "reverse"), (.underline, "underline"), (.dim, "dim"),
    ]
    return names.filter { style.contains($0.0) }.map(\.1).joined(separator: "+")
  }
}

/// One letter a colour: "." for the theme's own, a (black) to z (white) for the image's greys,
/// then A, B, … in the order of appearance.
private struct Legend {
  private var others: [UInt8] = []
  private(set) var isUsed = false

  mutating func letter(_ color: Color) -> Character {
    guard case .palette(let entry) = color else { return "." }
    isUsed = true
    if let grey = Legend.grey(entry) { return grey }
    if !others.contains(entry) { others.append(entry) }
    return Character(UnicodeScalar(UInt8(65 + others.firstIndex(of: entry)! % 26)))
  }

  private static func grey(_ entry: UInt8) -> Character? {
    let step = entry == 16 ? 0 : entry == 231 ? 25 : entry >= 232 ? Int(entry) - 231 : -1
    return step < 0 ? nil : Character(UnicodeScalar(UInt8(97 + step)))
  }

  var description: String {
    "a-z: greys 16, 232-255, 231\n"
      + others.enumerated().map {
        "\(Character(UnicodeScalar(UInt8(65 + $0.offset % 26)))): \($0.element)\n"
      }.joined()
  }
}
