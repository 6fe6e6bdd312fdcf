/// Text in columns, as wide as what stands in them.
package struct TextTable {
  package enum Alignment { case left, right }

  package let columns: [(title: String, alignment: Alignment)]
  /// Each with a text for every column.
  package var rows: [[String]] = []

  package init(columns: [(title: String, alignment: Alignment)]) { self.columns = columns }

  /// One line a row, the titles first.
  package var lines: [String] {
    let all = [columns.map(\.title)] + rows
    let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      let cells = columns.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return columns[column].alignment == .left ? row[column] + space : space + row[column]
      }
      // A line whose last columns are empty ends where its text ends.
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
  }
}
