import Imaging

/// One slice of a study as a part of a picture: image, overlays, orientation letters, scale bar and
/// captions. A picture may hold several.
struct SlicePane {
  let state: State
  let study: LoadedStudy
  /// The pane's place in the picture, and what of the slice stands where in it.
  let rect: PixelRect
  let geometry: SliceGeometry
  /// Pixels a dot of the font and across a thin line.
  let unit: Int
  /// Whether keys act in what it shows, and whether the screen shows other planes beside it.
  let isActive: Bool
  let isOneOfThree: Bool
  var captions = Captions()

  /// Lines of text at the pane's corners, each in its colour.
  struct Captions {
    struct Line {
      var text: String
      var color = RGBColor.white
    }

    var topLeft: [Line] = []
    var topRight: [Line] = []
    var bottomLeft: [Line] = []
    var bottomRight: [Line] = []
  }

  /// - Parameters:
  ///   - view: what the screen shows of the slice; the pane shows at least as much.
  ///   - isOneOfThree: whether the picture holds other planes too.
  init(
    _ state: State, study: LoadedStudy, view: Pane, rect: PixelRect, unit: Int, isOneOfThree: Bool
  ) {
    self.state = state
    self.study = study
    self.rect = rect
    self.unit = unit
    self.isOneOfThree = isOneOfThree
    isActive = view.isActive
    geometry = SliceGeometry(
      showing: view.geometry, of: study.volume.grid, columns: rect.columns, rows: rect.rows)
  }

  func draw(on image: inout ViewImage) {
    if state.display.showsImage { drawSlice(on: &image) }
    // Areas stand in place of all masks.
    let showsAreas = study.truth != nil && state.display.comparison == .areas
    if state.display.showsMask, !showsAreas { drawMasks(on: &image) }
    if let truth = study.truth { draw(truth: truth, on: &image) }
    if state.display.showsRegion, isActive { drawRegion(on: &image) }
    if state.display.showsAnnotations { drawDiameters(on: &image) }
    if state.isCrosshairShown { drawCrosshair(on: &image) }
    drawOrientation(on: &image)
    if state.display.showsScaleBar { drawScaleBar(on: &image) }
    drawCaptions(on: &image)
  }

  func color(of lesion: Int) -> RGBColor {
    RGBColor(Theme(colors: .palette256).lesion(lesion, isSelected: lesion == state.selected))
  }

  // MARK: Image and mask

  private func drawSlice(on image: inout ViewImage) {
    let values = SliceSampler.pixels(
      of: study.volume, geometry: geometry, interpolates: true, slab: state.display.slab)
    let window = state.window.window
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let brightness = window.brightness(values[row * rect.columns + column])
        image.paint(
          RGBColor(brightness: brightness), column: rect.column + column, row: rect.row + row)
      }
    }
  }

  /// Outlines along the voxels' edges, inside of them, or a tint through which the image is seen.
  private func drawMasks(on image: inout ViewImage) {
    let labels = PixelLabels(
      state.work.lesions, geometry: geometry, selected: state.selected, margin: unit)
    guard !labels.isEmpty else { return }
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let label = labels[column, row]
        guard label != 0 else { continue }
        let opacity: Double
        switch state.display.overlay {
        case .fill: opacity = state.display.maskOpacity
        case .contour: opacity = labels.isBoundary(column, row, width: unit) ? 1 : 0
        }
        image.paint(
          color(of: Int(label)), column: rect.column + column, row: rect.row + row,
          opacity: opacity)
      }
    }
  }
}
