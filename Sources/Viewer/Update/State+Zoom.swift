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
    if let geometry, viewport.zoom != .body,
      geometry.millimetresPerColumn >= geometry.fitMillimetresPerColumn
    {
      viewport = Viewport()
    }
    keepCursorVisible()
  }

  private static var closestPixelsPerVoxel: Double { 32 }

  /// Shows the whole slice; where it is shown already the body alone.
  mutating func fit() throws(Refusal) {
    try requireGrid()
    viewport = Viewport(zoom: viewport.zoom == .fit ? bodyZoom : .fit)
    keepCursorVisible()
  }

  /// The body alone where that enlarges the active pane, else the whole slice.
  var bodyZoom: Viewport.Zoom { geometry?.bodyMillimetresPerColumn == nil ? .fit : .body }

  mutating func centreOnCursor() throws(Refusal) {
    try requireGrid()
    guard viewport.zoom != .fit else {
      throw Refusal("the whole slice is in view; + zooms in.")
    }
    for pane in panes {
      viewport.centres[pane.plane] = pane.geometry.position(of: cursor)
      // Within the slice's limits, so that later pans start from what is seen.
      viewport.centres[pane.plane] = self.pane(pane.plane)?.geometry.centre
    }
  }

  private func pane(_ plane: Plane) -> Pane? { panes.first { $0.plane == plane } }

  /// Zoom, pan, window and what is shown go back to how the study opened.
  mutating func resetView() throws(Refusal) {
    try requireGrid()
    let before = display
    display = DisplayOptions(renderer: before.renderer)
    display.panel = before.panel
    display.comparison = before.comparison
    display.showsThreeViews = before.showsThreeViews
    display.showsOtherTimepoint = before.showsOtherTimepoint
    viewport = Viewport(zoom: bodyZoom)
    keepCursorVisible()
    if let volume = shown?.volume {
      let setting = reading.lesionWindow ?? openingWindow(for: volume)
      window = setting
      lesionWindowShown = reading.lesionWindow
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
    guard let active = geometry else { return }
    let before = panes
    let millimetres = active.voxelExactMillimetresPerColumn / pixelsPerVoxel
    viewport = Viewport(zoom: .millimetresPerColumn(millimetres), centres: viewport.centres)
    for pane in before {
      let point = pane.geometry.position(of: cursor)
      let ratio = millimetres / pane.geometry.millimetresPerColumn
      viewport.centres[pane.plane] = point + (pane.geometry.centre - point) * ratio
      // Within the slice's limits, so that later pans start from what is seen.
      viewport.centres[pane.plane] = self.pane(pane.plane)?.geometry.centre
    }
    keepCursorVisible()
  }
}
