import Imaging

/// One framed picture: image, overlays, letters at the edges and the slice bar.
struct PictureView {
  let state: State
  let study: LoadedStudy
  let pane: Pane
  /// Whether it is one of three.
  let isOneOfThree: Bool

  var geometry: SliceGeometry { pane.geometry }
  var rect: CellRect { pane.rect }

  init?(_ state: State, pane: Pane, isOneOfThree: Bool) {
    guard let study = state.shown else { return nil }
    self.state = state
    self.study = study
    self.pane = pane
    self.isOneOfThree = isOneOfThree
  }

  func draw(on canvas: inout Canvas) {
    let style = state.pixelStyle
    var picture = Picture(
      of: study.volume, geometry: geometry, window: state.window.window,
      showsImage: state.display.showsImage, interpolates: state.display.interpolates,
      slab: state.display.slab)
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
    if state.display.showsRegion, pane.isActive {
      let disc = SliceDisc(
        diameterMillimetres: state.display.regionMillimetres, plane: geometry.plane,
        grid: study.volume.grid)
      picture.drawRim(of: disc, around: state.cursor, geometry: geometry)
    }
    if state.display.showsAnnotations {
      for lesion in lesionsSelectedLast {
        picture.draw(
          lesion, live: lesion.id == state.selected ? state.liveDiameter : nil,
          liveShortAxis: lesion.id == state.selected ? state.liveShortAxis : nil,
          geometry: geometry, isSelected: lesion.id == state.selected)
      }
    }
    if case .brush = state.mode, let label = state.selected.flatMap(UInt8.init(exactly:)) {
      picture.drawBrush(
        at: state.cursor, radius: state.brushRadius, label: label, grid: study.volume.grid,
        geometry: geometry)
    } else if state.isCrosshairShown {
      picture.drawCrosshair(at: state.cursor, geometry: geometry, isWhole: isOneOfThree)
    }
    canvas.draw(picture, in: rect, style: style)
    if state.display.showsScaleBar { drawScaleBar(on: &canvas) }
    if state.display.showsAnnotations {
      for lesion in lesionsSelectedLast { drawLetters(of: lesion, on: &canvas) }
      if let lesion = state.selectedLesion { drawPointers(to: lesion, on: &canvas) }
    }
    if let unread = picture.area?.unread { canvas.drawUnread(unread, in: rect, style: style) }
    drawFrameMarks(on: &canvas)
  }

  var lesionsSelectedLast: [Lesion] {
    state.work.lesions.filter { $0.id != state.selected }
      + (state.selectedLesion.map { [$0] } ?? [])
  }

  // MARK: Letters

  /// "A" and "B" beside the ends of the selected lesion; the others carry their number.
  private func drawLetters(of lesion: Lesion, on canvas: inout Canvas) {
    let isSelected = lesion.id == state.selected
    for end in [LesionEnd.a, .b] {
      guard let place = lesion[end], geometry.shows(place) else { continue }
      if !isSelected, end == .b, lesion.a != nil { continue }
      let cell = cell(of: place)
      guard rect.contains(column: cell.column, row: cell.row) else { continue }
      let other = lesion[end.other] ?? (isSelected ? state.cursor : nil)
      let (across, down) = outward(from: other.map(self.cell) ?? cell, to: cell, end: end)
      let text = isSelected ? end.letter : String(lesion.id)
      let start = across < 0 ? cell.column - text.count : cell.column + across
      write(text, column: start, row: cell.row + down, of: lesion, on: &canvas)
    }
  }

  /// Text on the picture in a lesion's colour, as far as it is inside.
  func write(
    _ text: String, column: Int, row: Int, of lesion: Lesion, on canvas: inout Canvas
  ) {
    let color = canvas.theme.lesion(lesion.id, isSelected: lesion.id == state.selected)
    for (offset, character) in text.enumerated() {
      let column = column + offset
      guard rect.contains(column: column, row: row),
        let under = canvas.cell(column: column, row: row)
      else { continue }
      canvas.set(
        Cell(
          character, foreground: color,
          background: letterBackground(canvas.theme) ?? under.background, style: .bold),
        column: column, row: row)
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

  func cell(of voxel: Voxel) -> (column: Int, row: Int) {
    let pixel = geometry.pixel(of: voxel)
    let (across, down) = state.pixelStyle.pixelsPerCell
    return (
      rect.column + Int((Double(pixel.column) / Double(across)).rounded(.down)),
      rect.row + Int((Double(pixel.row) / Double(down)).rounded(.down))
    )
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
