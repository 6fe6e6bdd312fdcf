/// A rectangle of pixels, from the picture's left and top.
struct PixelRect: Hashable, Sendable {
  var column: Int
  var row: Int
  var columns: Int
  var rows: Int

  func contains(column: Int, row: Int) -> Bool {
    column >= self.column && column < self.column + columns && row >= self.row
      && row < self.row + rows
  }

  /// The same without `margin` pixels at each edge.
  func inset(by margin: Int) -> PixelRect {
    PixelRect(
      column: column + margin, row: row + margin, columns: max(0, columns - 2 * margin),
      rows: max(0, rows - 2 * margin))
  }
}
