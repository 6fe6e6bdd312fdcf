import Imaging

extension State {
  /// The current view as a picture, in pixels and not in characters: the same slice, zoom, window
  /// and overlays, with captions that say what it shows; `nil` before a study is loaded.
  public func viewImage(_ options: ViewImageOptions = ViewImageOptions()) -> ViewImage? {
    guard let study = loaded, let outer = panes.map(\.frame).bounds else { return nil }
    var image = ViewImage(width: options.width, height: options.height)
    let isOneOfThree = panes.count > 1
    let rects = panes.map { $0.frame.scaled(from: outer, to: image.bounds) }
    for (view, place) in zip(panes, rects) {
      // A line's width between panes; narrow ones have smaller text.
      let gap = isOneOfThree ? options.unit : 0
      var pane = SlicePane(
        self, study: study, view: view, rect: place.inset(by: gap),
        unit: options.unit(across: place.columns),
        isOneOfThree: isOneOfThree)
      pane.captions = pane.captions(isFirst: place.column == 0 && place.row == 0)
      if isOneOfThree {
        image.fill(
          place, view.isActive ? RGBColor(255, 255, 255) : RGBColor(brightness: 0.35))
        image.fill(place.inset(by: gap), .black)
      }
      pane.draw(on: &image)
    }
    return image
  }
}

extension Pane {
  /// With its frame.
  fileprivate var frame: CellRect {
    CellRect(
      column: rect.column - 1, row: rect.row - 1, columns: rect.columns + 2, rows: rect.rows + 2)
  }
}

extension [CellRect] {
  /// The rectangle around them all.
  fileprivate var bounds: CellRect? {
    guard let column = map(\.column).min(), let row = map(\.row).min(),
      let right = map({ $0.column + $0.columns }).max(),
      let bottom = map({ $0.row + $0.rows }).max()
    else { return nil }
    return CellRect(column: column, row: row, columns: right - column, rows: bottom - row)
  }
}

extension CellRect {
  /// The same part of a picture as this is of a part of the screen.
  fileprivate func scaled(from outer: CellRect, to picture: PixelRect) -> PixelRect {
    func place(_ cell: Int, _ cells: Int, _ pixels: Int) -> Int { cell * pixels / cells }
    let left = place(column - outer.column, outer.columns, picture.columns)
    let top = place(row - outer.row, outer.rows, picture.rows)
    return PixelRect(
      column: left, row: top,
      columns: place(column - outer.column + columns, outer.columns, picture.columns) - left,
      rows: place(row - outer.row + rows, outer.rows, picture.rows) - top)
  }
}

extension SlicePane {
  /// What a pane says: its slice, and the first one study, window, the lesions on the slice, and what
  /// the picture may be used for.
  func captions(isFirst: Bool) -> Captions {
    var captions = Captions()
    // Among three there is less room.
    captions.topLeft = (isOneOfThree ? sliceTexts : [sliceTexts.joined(separator: "  ")])
      .map { .init(text: $0) }
    guard isFirst else { return captions }
    captions.topLeft.insert(.init(text: study.name), at: 0)
    captions.topRight = [.init(text: windowText)]
    captions.bottomLeft = lesionLines
    captions.bottomRight = [.init(text: "Research use, not for diagnosis")]
    return captions
  }

  /// "AX 87/210", "z = -412.5 mm", "MIP 10 mm".
  private var sliceTexts: [String] {
    let plane = geometry.plane
    let axis = plane.plane.normal.rawValue
    let position = study.volume.grid.affine(state.cursor)[axis]
    let slab = state.display.slab.text(in: plane, grid: study.volume.grid)
    return [
      "\(plane.plane.shortName) \(geometry.slice + 1)/\(plane.slices)",
      "\(["x", "y", "z"][axis]) = \(fixed(position, 1)) mm",
    ] + (slab.isEmpty ? [] : [slab])
  }

  /// "W 400  L 40  soft".
  var windowText: String {
    let window = state.window.window
    return "W \(fixed(window.width, 0))  L \(fixed(window.level, 0))  \(state.window.name)"
  }

  /// Lesions named in the corner; a line after them counts the others.
  private var mostLesions: Int { 8 }

  /// One line for each lesion on the slice, the selected one first.
  private var lesionLines: [Captions.Line] {
    let plane = geometry.plane
    let shown = state.work.lesions.filter { lesion in
      lesion.displaySlices(in: plane)?.contains(geometry.slice) == true
    }
    let ordered =
      shown.filter { $0.id == state.selected } + shown.filter { $0.id != state.selected }
    var lines = ordered.prefix(mostLesions).map { lesion in
      Captions.Line(text: text(of: lesion), color: color(of: lesion.id))
    }
    if ordered.count > mostLesions {
      lines.append(.init(text: "and \(ordered.count - mostLesions) more"))
    }
    return lines
  }

  /// "lesion 1  23.4 mm  4.82 mL".
  private func text(of lesion: Lesion) -> String {
    let grid = study.volume.grid
    let live = lesion.id == state.selected ? state.liveDiameter : nil
    var parts = [lesion.name.isEmpty ? "lesion \(lesion.id)" : "\(lesion.id) \(lesion.name)"]
    if let diameter = live ?? lesion.diameter {
      parts.append(fixed(diameter.millimetres(in: grid), 1) + " mm")
    }
    if let prediction = lesion.segmentation {
      parts.append(fixed(prediction.measurement.volumeMillilitres, 2) + " mL")
      // A volume that is not this diameter's, or that the network did not find, is not to look so.
      if lesion.isStale { parts.append("stale") }
      if prediction.rescued { parts.append("rescued") }
    }
    return parts.joined(separator: "  ")
  }
}
