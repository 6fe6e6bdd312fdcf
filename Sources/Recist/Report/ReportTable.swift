/// Text in columns that are as wide as what stands in them, up to a width of their own.
struct ReportTable {
  struct Column {
    let title: String
    var isRight = true
    /// In characters of a terminal; longer text is cut.
    var widest = Int.max
  }

  let columns: [Column]
  /// Each with a text for every column.
  var rows: [[String]] = []

  /// The titles, a rule, and one line a row.
  func lines(_ characters: TableCharacters) -> [String] {
    let cells = ([columns.map(\.title)] + rows).map { row in
      zip(columns, row).map { cut(characters.plain($1), to: $0.widest, characters) }
    }
    let widths = columns.indices.map { column in cells.map { $0[column].columns }.max() ?? 0 }
    let lines = cells.map { row in
      let texts = columns.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].columns)
        return columns[column].isRight ? space + row[column] : row[column] + space
      }
      return String(texts.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
    let width = widths.reduce(0, +) + 2 * (columns.count - 1)
    return [lines[0], String(repeating: characters.rule, count: width)] + lines.dropFirst()
  }

  private func cut(_ text: String, to width: Int, _ characters: TableCharacters) -> String {
    guard text.columns > width else { return text }
    var kept = ""
    for character in text {
      guard (kept + String(character)).columns < width else { break }
      kept.append(character)
    }
    return kept + String(characters.ellipsis)
  }
}
