import Imaging

extension PictureView {
  /// Arrows at the picture's edge that point to the ends of a lesion on this slice that are out of
  /// sight, each with the end's letter: a diameter at one pixel a voxel may be longer than the
  /// picture.
  func drawPointers(to lesion: Lesion, on canvas: inout Canvas) {
    for end in [LesionEnd.a, .b] {
      guard let place = lesion[end], geometry.shows(place) else { continue }
      let cell = cell(of: place)
      guard !rect.contains(column: cell.column, row: cell.row) else { continue }
      let last = (column: rect.column + rect.columns - 1, row: rect.row + rect.rows - 1)
      let row = min(max(cell.row, rect.row), last.row)
      // How far outside, in columns' widths: the larger distance gives the direction.
      let left = rect.column - cell.column
      let right = cell.column - last.column
      let vertical = 2 * max(rect.row - cell.row, cell.row - last.row)
      let lines = canvas.lines
      let middle = min(max(cell.column, rect.column), last.column - 1)
      if left > 0, left >= vertical {
        write(
          "\(lines.arrowLeft)\(end.letter)", column: rect.column, row: row, of: lesion, on: &canvas)
      } else if right > 0, right >= vertical {
        write(
          "\(end.letter)\(lines.arrowRight)", column: last.column - 1, row: row, of: lesion,
          on: &canvas)
      } else {
        let arrow = cell.row < rect.row ? lines.arrowUp : lines.arrowDown
        write("\(arrow)\(end.letter)", column: middle, row: row, of: lesion, on: &canvas)
      }
    }
  }
}
