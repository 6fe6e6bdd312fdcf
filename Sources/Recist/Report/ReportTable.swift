/// Text in columns that are as wide as what stands in them, up to a width of their own; the first,
/// which holds names, takes what the others leave.
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
  ///
  /// - Parameter width: of a line; names that leave no room for the other columns are shortened to
  ///   what tells them apart.
  func lines(_ characters: TableCharacters, width: Int) -> [String] {
    var cells = ([columns.map(\.title)] + rows).map { row in
      zip(columns, row).map { cut(characters.plain($1), to: $0.widest, characters) }
    }
    let others = columns.indices.dropFirst().reduce(0) { taken, column in
      taken + 2 + (cells.map { $0[column].columns }.max() ?? 0)
    }
    let names = DistinctLabels(
      cells.dropFirst().map { $0[0] }, width: width - others,
      ellipsis: String(characters.ellipsis))
    for (row, name) in names.texts.enumerated() { cells[row + 1][0] = name }
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
