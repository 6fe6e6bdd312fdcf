import Imaging

extension SlicePane {
  /// The true masks beside the lesions', as the screen compares them: outlined, or area by area.
  func draw(truth: Mask, on image: inout ViewImage) {
    let comparison = state.display.comparison
    guard comparison != .off else { return }
    var truths = PixelLabels(geometry: geometry, margin: unit)
    // One label for all: the outline is that of the truth, not of its parts.
    truths.add(truth, label: 1)
    var found = PixelLabels(geometry: geometry, margin: unit)
    if comparison == .areas {
      for mask in state.work.lesions.compactMap(\.segmentation?.mask) { found.add(mask, label: 1) }
    }
    guard !truths.isEmpty || !found.isEmpty else { return }
    let theme = Theme(colors: .palette256)
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let color: Color
        switch (comparison, truths[column, row] != 0, found[column, row] != 0) {
        case (.outlines, true, _) where truths.isBoundary(column, row, width: unit):
          color = theme.truth
        case (.areas, true, true): color = theme.agreement(.truePositive, brightness: 0.5)
        case (.areas, false, true): color = theme.agreement(.falsePositive, brightness: 0.5)
        case (.areas, true, false): color = theme.agreement(.falseNegative, brightness: 0.5)
        default: continue
        }
        image.paint(
          RGBColor(color), column: rect.column + column, row: rect.row + row,
          opacity: comparison == .areas ? state.display.maskOpacity : 1)
      }
    }
  }

  /// The rim of the disc that statistics are read over.
  func drawRegion(on image: inout ViewImage) {
    let disc = SliceDisc(
      diameterMillimetres: state.display.regionMillimetres, plane: geometry.plane,
      grid: study.volume.grid)
    let centre = geometry.position(of: state.cursor)
    func contains(_ column: Int, _ row: Int) -> Bool {
      let pixel = SIMD2(Double(column), Double(row)) + 0.5
      return disc.contains(geometry.origin + pixel * geometry.voxelsPerPixel - centre)
    }
    let color = RGBColor(Theme(colors: .palette256).crosshair)
    for row in 0..<rect.rows {
      for column in 0..<rect.columns where contains(column, row) {
        let sides = [(unit, 0), (-unit, 0), (0, unit), (0, -unit)]
        guard sides.contains(where: { !contains(column + $0.0, row + $0.1) }) else { continue }
        image.paint(color, column: rect.column + column, row: rect.row + row)
      }
    }
  }
}

extension PixelLabels {
  /// Whether another label, or none, is within a line's width, at most the margin.
  func isBoundary(_ column: Int, _ row: Int, width: Int) -> Bool {
    let label = self[column, row]
    for down in -width...width {
      for across in -width...width where self[column + across, row + down] != label {
        return true
      }
    }
    return false
  }
}
