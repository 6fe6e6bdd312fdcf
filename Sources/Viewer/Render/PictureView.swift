import Imaging

/// The framed picture: image, overlays, letters at the edges and the slice bar.
struct PictureView {
  let state: State
  let study: LoadedStudy
  let geometry: SliceGeometry
  let rect: CellRect

  init?(_ state: State, layout: Layout) {
    guard let study = state.shown, let geometry = state.geometry else { return nil }
    self.state = state
    self.study = study
    self.geometry = geometry
    rect = layout.picture
  }

  func draw(on canvas: inout Canvas) {
    let style = state.pixelStyle
    var picture = Picture(
      of: study.volume, geometry: geometry, window: state.window.window,
      showsImage: state.display.showsImage)
    if state.display.showsMask {
      picture.draw(
        state.work.lesions, geometry: geometry, selected: state.selected,
        overlay: state.display.overlay)
    }
    if let truth = study.truth {
      picture.draw(
        truth: truth, lesions: state.work.lesions, geometry: geometry,
        as: state.display.comparison)
    }
    if state.display.showsAnnotations {
      for lesion in lesionsSelectedLast {
        picture.draw(
          lesion, live: lesion.id == state.selected ? state.liveDiameter : nil,
          geometry: geometry, isSelected: lesion.id == state.selected)
      }
    }
    if showsCrosshair { picture.drawCrosshair(at: state.cursor, geometry: geometry) }
    canvas.draw(picture, in: rect, style: style)
    if state.display.showsAnnotations {
      for lesion in lesionsSelectedLast { drawLetters(of: lesion, on: &canvas) }
    }
    if let unread = picture.area?.unread { canvas.drawUnread(unread, in: rect, style: style) }
    drawTicks(on: &canvas)
    drawSliceBar(on: &canvas)
    drawOrientation(on: &canvas)
  }

  /// Nobody can place what cannot be seen: the cross-hair shows while an end is being placed.
  private var showsCrosshair: Bool {
    if case .placing = state.mode { return true }
    return state.display.showsCrosshair
  }

  private var lesionsSelectedLast: [Lesion] {
    state.work.lesions.filter { $0.id != state.selected }
      + (state.selectedLesion.map { [$0] } ?? [])
  }

  // MARK: Letters

  /// "A" and "B" beside the ends of the selected lesion; the others carry their number.
  private func drawLetters(of lesion: Lesion, on canvas: inout Canvas) {
    let isSelected = lesion.id == state.selected
    let style = TextStyle(
      foreground: canvas.theme.lesion(lesion.id, isSelected: isSelected), style: .bold)
    for end in [LesionEnd.a, .b] {
      guard let place = lesion[end], geometry.shows(place) else { continue }
      if !isSelected, end == .b, lesion.a != nil { continue }
      let cell = cell(of: place)
      guard rect.contains(column: cell.column, row: cell.row) else { continue }
      let other = lesion[end.other] ?? (isSelected ? state.cursor : nil)
      let (across, down) = outward(from: other.map(self.cell) ?? cell, to: cell, end: end)
      let text = isSelected ? end.letter : String(lesion.id)
      let start = across < 0 ? cell.column - text.count : cell.column + across
      for (offset, character) in text.enumerated() {
        let column = start + offset
        let row = cell.row + down
        guard rect.contains(column: column, row: row),
          let under = canvas.cell(column: column, row: row)
        else { continue }
        canvas.set(
          Cell(
            character, foreground: style.foreground,
            background: letterBackground(canvas.theme) ?? under.background, style: style.style),
          column: column, row: row)
      }
    }
  }

  /// Black under letters on pixels; between characters the letters stand out as they are.
  private func letterBackground(_ theme: Theme) -> Color? {
    state.pixelStyle == .ascii ? nil : theme.letterBackground
  }

  /// The side of an end that faces away from the other end.
  private func outward(
    from other: (column: Int, row: Int), to cell: (column: Int, row: Int), end: LesionEnd
  ) -> (Int, Int) {
    let across = cell.column - other.column
    let down = (cell.row - other.row) * 2
    if across == 0 && down == 0 { return (end == .a ? -1 : 1, 0) }
    return abs(across) >= abs(down) ? (across.signum(), 0) : (0, down.signum())
  }

  private func cell(of voxel: Voxel) -> (column: Int, row: Int) {
    let pixel = geometry.pixel(of: voxel)
    let (across, down) = state.pixelStyle.pixelsPerCell
    return (
      rect.column + Int((Double(pixel.column) / Double(across)).rounded(.down)),
      rect.row + Int((Double(pixel.row) / Double(down)).rounded(.down))
    )
  }

  // MARK: Frame

  /// Marks on the frame's top and left edge that lead the eye to the cross-hair.
  private func drawTicks(on canvas: inout Canvas) {
    guard showsCrosshair else { return }
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
      guard let slices = slices(of: lesion) else { continue }
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

  private func slices(of lesion: Lesion) -> ClosedRange<Int>? {
    lesion.displaySlices(in: geometry.plane)
  }

  private func drawOrientation(on canvas: inout Canvas) {
    let plane = geometry.plane
    let middleColumn = rect.column + rect.columns / 2
    let middleRow = rect.row + rect.rows / 2
    for (letter, column, row) in [
      (plane.topLetter, middleColumn, rect.row - 1),
      (plane.bottomLetter, middleColumn, rect.row + rect.rows),
      (plane.leftLetter, rect.column - 1, middleRow),
      (plane.rightLetter, rect.column + rect.columns, middleRow),
    ] {
      canvas.set(Cell(letter, style: .bold), column: column, row: row)
    }
  }
}

extension Lesion {
  /// The slices of a plane that the mask touches, or on which the placed ends are.
  func displaySlices(in plane: DisplayPlane) -> ClosedRange<Int>? {
    var voxels = [a, b].compactMap { $0 }
    if let bounds = segmentation?.mask.box, !bounds.isEmpty {
      voxels = [
        bounds.lower, Voxel(bounds.upper.x - 1, bounds.upper.y - 1, bounds.upper.z - 1),
      ]
    }
    let slices = voxels.map { plane.position(of: $0).slice }
    guard let lowest = slices.min(), let highest = slices.max() else { return nil }
    return lowest...highest
  }
}
