import Foundation
import Imaging

enum ZoomDirection { case closer, wider }

extension State {
  /// One step of the square root of two, with one pixel a voxel among the steps; the voxel under
  /// the cursor stays where it is on the screen.
  mutating func zoom(_ direction: ZoomDirection) throws(Refusal) {
    try requireGrid()
    guard let geometry else { return }
    let fit = geometry.voxelExactMillimetresPerColumn / geometry.fitMillimetresPerColumn
    let now = log2(geometry.pixelsPerVoxel) * 2
    let closest = log2(max(Self.closestPixelsPerVoxel, fit * 8)) * 2
    switch direction {
    case .closer:
      guard now < closest - 0.01 else { throw Refusal("the view is as close as it goes.") }
      setZoom(pixelsPerVoxel: exp2(min((now + 0.01).rounded(.down) + 1, closest) / 2))
    case .wider:
      guard geometry.pixelsPerVoxel > fit * 1.0001 else {
        throw Refusal("the whole slice is in view.")
      }
      let target = exp2(((now - 0.01).rounded(.up) - 1) / 2)
      if target <= fit * 1.0001 { viewport = Viewport() } else { setZoom(pixelsPerVoxel: target) }
    }
  }

  /// Keeps zoom and cursor in view on a screen of another size.
  mutating func resize(to size: ScreenSize) {
    self.size = ScreenSize(columns: max(0, size.columns), rows: max(0, size.rows))
    if let geometry, geometry.millimetresPerColumn >= geometry.fitMillimetresPerColumn {
      viewport = Viewport()
    }
    keepCursorVisible()
  }

  private static var closestPixelsPerVoxel: Double { 32 }

  mutating func fit() throws(Refusal) {
    try requireGrid()
    viewport = Viewport()
  }

  mutating func centreOnCursor() throws(Refusal) {
    try requireGrid()
    guard viewport.zoom != .fit else {
      throw Refusal("the whole slice is in view; + zooms in.")
    }
    viewport.centre = cursorPosition
    viewport.centre = geometry?.centre
  }

  /// Zoom, pan, window and what is shown go back to how the study opened.
  mutating func resetView() throws(Refusal) {
    try requireGrid()
    viewport = Viewport()
    let panel = display.panel
    let comparison = display.comparison
    display = DisplayOptions(renderer: display.renderer)
    display.panel = panel
    display.comparison = comparison
    if let volume = shown?.volume {
      let setting = openingWindow(for: volume)
      window = setting
      opening?.window = setting
    }
    if case .windowing = mode { leaveMode() }
  }

  /// Zooms in until every voxel has a pixel of its own; false when it had already.
  @discardableResult
  mutating func zoomToVoxels() -> Bool {
    guard let geometry, !geometry.isVoxelExact else { return false }
    setZoom(pixelsPerVoxel: 1)
    return true
  }

  private mutating func setZoom(pixelsPerVoxel: Double) {
    guard let before = geometry, let cursor = cursorPosition else { return }
    let millimetres = before.voxelExactMillimetresPerColumn / pixelsPerVoxel
    let ratio = millimetres / before.millimetresPerColumn
    viewport = Viewport(
      zoom: .millimetresPerColumn(millimetres),
      centre: cursor + (before.centre - cursor) * ratio)
    // Within the slice's limits, so that later pans start from what is seen.
    viewport.centre = geometry?.centre
    keepCursorVisible()
  }

  /// The centre of the cursor's voxel in the slice, in display voxels.
  private var cursorPosition: SIMD2<Double>? {
    guard let position = displayPlane?.position(of: cursor) else { return nil }
    return SIMD2(Double(position.column) + 0.5, Double(position.row) + 0.5)
  }
}
