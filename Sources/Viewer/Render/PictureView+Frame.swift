import Imaging

extension PictureView {
  /// All that stands on the picture's frame.
  func drawFrameMarks(on canvas: inout Canvas) {
    if isOneOfThree { drawLabel(on: &canvas) } else { drawTicks(on: &canvas) }
    drawSliceBar(on: &canvas)
    canvas.drawLetters(of: geometry.plane, around: rect)
  }

  /// Which slice of which plane this pane shows; that of the active one stands out.
  private func drawLabel(on canvas: inout Canvas) {
    let name = geometry.plane.plane.shortName
    let text = "\(name) \(geometry.slice + 1)/\(geometry.plane.slices)"
    // The letter in the middle of the edge must stay readable.
    let width = rect.columns / 2 - 2
    let shown = text.count + 2 <= width ? text : name
    canvas.write(
      pane.isActive ? "\(canvas.lines.marker)\(shown) " : " \(shown) ", column: rect.column,
      row: rect.row - 1, width: width, style: pane.isActive ? .reverseBold : .plain)
  }

  /// Marks on the frame's top and left edge that lead the eye to the cross-hair.
  private func drawTicks(on canvas: inout Canvas) {
    guard state.isCrosshairShown else { return }
    let cell = cell(of: state.cursor)
    guard rect.contains(column: cell.column, row: cell.row) else { return }
    let color = canvas.theme.crosshair
    canvas.set(
      Cell(canvas.lines.tickTop, foreground: color), column: cell.column, row: rect.row - 1)
    canvas.set(
      Cell(canvas.lines.tickLeft, foreground: color), column: rect.column - 1, row: cell.row)
  }

  /// The picture's right edge stands for all slices, the highest at the top: it shows where the
  /// lesions are and where the reader is.
  private func drawSliceBar(on canvas: inout Canvas) {
    let column = rect.column + rect.columns
    if !study.volume.isWhole { drawUnreadSlices(on: &canvas, column: column) }
    for lesion in lesionsSelectedLast {
      guard let slices = lesion.displaySlices(in: geometry.plane) else { continue }
      let color = canvas.theme.lesion(lesion.id, isSelected: lesion.id == state.selected)
      let style: CellStyle = lesion.id == state.selected ? .bold : []
      for row in barRow(slices.upperBound)...barRow(slices.lowerBound) {
        canvas.set(
          Cell(canvas.lines.extent, foreground: color, style: style), column: column, row: row)
      }
    }
    // The letter in the middle of the edge must stay readable.
    var row = barRow(geometry.slice)
    if row == rect.row + rect.rows / 2, rect.rows > 1 {
      row += geometry.slice * 2 >= geometry.plane.slices ? -1 : 1
    }
    canvas.set(
      Cell(canvas.lines.position, foreground: canvas.theme.crosshair, style: .bold),
      column: column, row: row)
  }

  /// Dots where the slice bar stands for slices of which nothing is read yet.
  private func drawUnreadSlices(on canvas: inout Canvas, column: Int) {
    let read = geometry.plane.range(of: study.volume.box)?.slices ?? 0..<0
    let slices = geometry.plane.slices
    for row in 0..<rect.rows {
      // The slices that share the row, counted from the top; more rows than slices repeat them.
      let first = row * slices / rect.rows
      let last = max(first, (row + 1) * slices / rect.rows - 1)
      if read.clamped(to: slices - 1 - last..<slices - first).isEmpty {
        canvas.set(Cell(canvas.lines.barEmpty), column: column, row: rect.row + row)
      }
    }
  }

  private func barRow(_ slice: Int) -> Int {
    let fromTop = geometry.plane.slices - 1 - slice
    return rect.row + fromTop * rect.rows / geometry.plane.slices
  }
}

extension Canvas {
  /// The letters of the directions at the edges of a picture's frame.
  mutating func drawLetters(of plane: DisplayPlane, around rect: CellRect) {
    let middleColumn = rect.column + rect.columns / 2
    let middleRow = rect.row + rect.rows / 2
    for (letter, column, row) in [
      (plane.topLetter, middleColumn, rect.row - 1),
      (plane.bottomLetter, middleColumn, rect.row + rect.rows),
      (plane.leftLetter, rect.column - 1, middleRow),
      (plane.rightLetter, rect.column + rect.columns, middleRow),
    ] {
      set(Cell(letter, style: .bold), column: column, row: row)
    }
  }
}

extension Plane {
  /// "AX", "COR" or "SAG".
  var shortName: String {
    switch self {
    case .axial: "AX"
    case .coronal: "COR"
    case .sagittal: "SAG"
    }
  }
}
