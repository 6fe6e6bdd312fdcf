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
  var captions = Captions()
  var showsScaleBar = true

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

  /// - Parameter view: what the screen shows of the slice; the pane shows at least as much.
  init(_ state: State, study: LoadedStudy, view: SliceGeometry, rect: PixelRect, unit: Int) {
    self.state = state
    self.study = study
    self.rect = rect
    self.unit = unit
    geometry = SliceGeometry(
      showing: view, of: study.volume.grid, columns: rect.columns, rows: rect.rows)
  }

  func draw(on image: inout ViewImage) {
    if state.display.showsImage { drawSlice(on: &image) }
    if state.display.showsMask { drawMasks(on: &image) }
    if state.display.showsAnnotations { drawDiameters(on: &image) }
    if showsCrosshair { drawCrosshair(on: &image) }
    drawOrientation(on: &image)
    if showsScaleBar { drawScaleBar(on: &image) }
    drawCaptions(on: &image)
  }

  /// As on the screen: while an end is being placed it is always there.
  private var showsCrosshair: Bool {
    if case .placing = state.mode { return true }
    return state.display.showsCrosshair
  }

  func color(of lesion: Int) -> RGBColor {
    RGBColor(Theme(colors: .palette256).lesion(lesion, isSelected: lesion == state.selected))
  }

  // MARK: Image and mask

  private func drawSlice(on image: inout ViewImage) {
    let values = SliceSampler.pixels(
      of: study.volume, geometry: geometry, interpolates: true)
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
        case .fill: opacity = 0.4
        case .contour: opacity = isBoundary(labels, column, row) ? 1 : 0
        }
        image.paint(
          color(of: Int(label)), column: rect.column + column, row: rect.row + row,
          opacity: opacity)
      }
    }
  }

  /// Whether another label, or none, is within a line's width.
  private func isBoundary(_ labels: PixelLabels, _ column: Int, _ row: Int) -> Bool {
    let label = labels[column, row]
    for down in -unit...unit {
      for across in -unit...unit where labels[column + across, row + down] != label {
        return true
      }
    }
    return false
  }
}
