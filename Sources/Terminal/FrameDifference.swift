import Viewer

/// Neighbouring cells of one row.
package struct CellRun: Hashable, Sendable {
  package var row: Int
  package var columns: Range<Int>

  package init(row: Int, columns: Range<Int>) {
    self.row = row
    self.columns = columns
  }
}

extension Frame {
  /// The runs of cells that differ from `previous`, or all of them where there is none or its size
  /// is another; each cut to `size`.
  ///
  /// A run never starts in the second half of a wide character.
  package func runs(changedSince previous: Frame?, within size: ScreenSize) -> [CellRun] {
    let known = previous?.size == self.size ? previous : nil
    let columns = min(self.size.columns, size.columns)
    var runs: [CellRun] = []
    for row in 0..<max(0, min(self.size.rows, size.rows)) {
      var column = 0
      while column < columns {
        guard isChanged(column, row, since: known) else {
          column += 1
          continue
        }
        var start = column
        while start > 0, self[start, row].character == "\0" { start -= 1 }
        while column < columns, isChanged(column, row, since: known) { column += 1 }
        runs.append(CellRun(row: row, columns: start..<column))
      }
    }
    return runs
  }

  private func isChanged(_ column: Int, _ row: Int, since previous: Frame?) -> Bool {
    guard let previous else { return true }
    return previous[column, row] != self[column, row]
  }
}
