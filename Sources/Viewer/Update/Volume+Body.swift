import Imaging

extension Volume {
  /// Where the patient's body lies in a slice of CT, with a margin of 5 mm: the rectangle around
  /// all that is denser than -500 HU, but for what is thin or small, such as the table's shell.
  /// `nil` where there is nothing of the kind, or no such slice.
  ///
  /// The slice is looked at in steps of about a 256th of its sides.
  func bodyRegion(plane: DisplayPlane, slice: Int) -> SliceRegion? {
    guard (0..<plane.slices).contains(slice) else { return nil }
    let step = max(1, (max(plane.columns, plane.rows) + 255) / 256)
    let columns = (plane.columns + step - 1) / step
    let rows = (plane.rows + step - 1) / step
    let read = self.rows(of: plane, slices: slice...slice, projection: .off)
    var line = [Float](repeating: 0, count: plane.columns)
    var dense = CoarseMask(columns: columns, rows: rows)
    for row in 0..<rows {
      line.withUnsafeMutableBufferPointer { read(row * step, 0, $0) }
      for column in 0..<columns where line[column * step] > -500 { dense[column, row] = true }
    }
    guard let found = dense.eroded().boundsOfLargePieces() else { return nil }
    func grown(_ range: Range<Int>, axis: Int, count: Int) -> Range<Int> {
      let spacing = grid.spacing[axis]
      let margin = SliceGeometry.isUsable(spacing) ? 5 / spacing : 0
      // The erosion took a step at each end.
      let steps = Int(margin.rounded(.up).clamped(to: Double(count))) + step
      return max(0, range.lowerBound * step - steps)..<min(count, range.upperBound * step + steps)
    }
    return SliceRegion(
      columns: grown(found.columns, axis: plane.columnAxis, count: plane.columns),
      rows: grown(found.rows, axis: plane.rowAxis, count: plane.rows))
  }
}

/// Which cells of a coarse picture of a slice are dense.
private struct CoarseMask {
  let columns: Int
  let rows: Int
  private var cells: [Bool]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [Bool](repeating: false, count: columns * rows)
  }

  /// False outside.
  subscript(column: Int, row: Int) -> Bool {
    get {
      column >= 0 && column < columns && row >= 0 && row < rows && cells[row * columns + column]
    }
    set { cells[row * columns + column] = newValue }
  }

  /// Without the cells that have a neighbour outside; the picture's edge does not count as one.
  func eroded() -> CoarseMask {
    var result = self
    for row in 0..<rows {
      for column in 0..<columns where self[column, row] {
        let stays =
          (column == 0 || self[column - 1, row])
          && (column == columns - 1 || self[column + 1, row])
          && (row == 0 || self[column, row - 1]) && (row == rows - 1 || self[column, row + 1])
        result[column, row] = stays
      }
    }
    return result
  }

  /// Arms beside a trunk belong to the body; a piece with less than this share of the largest
  /// one's cells does not.
  private static let leastShare = 0.03

  /// The rectangle around the connected pieces, but for small ones.
  func boundsOfLargePieces() -> (columns: Range<Int>, rows: Range<Int>)? {
    var rest = self
    var pieces: [(count: Int, columns: ClosedRange<Int>, rows: ClosedRange<Int>)] = []
    for row in 0..<rows {
      for column in 0..<columns where rest[column, row] {
        pieces.append(rest.takePiece(column: column, row: row))
      }
    }
    guard let largest = pieces.map(\.count).max() else { return nil }
    let kept = pieces.filter { Double($0.count) >= Self.leastShare * Double(largest) }
    let left = kept.map(\.columns.lowerBound).min() ?? 0
    let right = kept.map(\.columns.upperBound).max() ?? 0
    let top = kept.map(\.rows.lowerBound).min() ?? 0
    let bottom = kept.map(\.rows.upperBound).max() ?? 0
    return (left..<right + 1, top..<bottom + 1)
  }

  /// Takes the piece around a dense cell away.
  private mutating func takePiece(
    column: Int, row: Int
  ) -> (count: Int, columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
    var piece = (count: 0, columns: column...column, rows: row...row)
    var waiting = [(column, row)]
    self[column, row] = false
    while let (column, row) = waiting.popLast() {
      piece.count += 1
      piece.columns =
        min(piece.columns.lowerBound, column)...max(piece.columns.upperBound, column)
      piece.rows = min(piece.rows.lowerBound, row)...max(piece.rows.upperBound, row)
      for (nextColumn, nextRow) in [
        (column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1),
      ] where self[nextColumn, nextRow] {
        self[nextColumn, nextRow] = false
        waiting.append((nextColumn, nextRow))
      }
    }
    return piece
  }
}
