import Imaging

/// One picture on the screen: a plane, where it stands, and which voxels are under its pixels.
struct Pane: Sendable {
  let plane: Plane
  /// The picture's inside, without its frame.
  let rect: CellRect
  let geometry: SliceGeometry
  /// Whether keys act in it.
  let isActive: Bool
}

extension State {
  /// The pictures on the screen, the active one last; none before a study is loaded.
  var panes: [Pane] {
    paneRects.sorted { $0.plane != plane && $1.plane == plane }.compactMap { place in
      geometry(of: place.plane, in: place.rect).map {
        Pane(plane: place.plane, rect: place.rect, geometry: $0, isActive: place.plane == plane)
      }
    }
  }

  /// The geometry of the active pane: of the slice under the cursor in the plane that keys act in;
  /// `nil` before a study is loaded.
  var geometry: SliceGeometry? {
    paneRects.first { $0.plane == plane }.flatMap { geometry(of: plane, in: $0.rect) }
  }

  /// The pane under a cell of the screen.
  func pane(atColumn column: Int, row: Int) -> Pane? {
    panes.first { $0.rect.contains(column: column, row: row) }
  }

  /// Whether three views were asked for and the screen has room for them.
  var showsThreePanes: Bool { paneRects.count > 1 }

  private var paneRects: [(plane: Plane, rect: CellRect)] {
    guard display.showsThreeViews,
      let rects = layout.threePanes(cellAspect: options.cellAspect)
    else { return [(plane, layout.picture)] }
    return rects
  }

  private func geometry(of plane: Plane, in rect: CellRect) -> SliceGeometry? {
    guard let grid else { return nil }
    let display = DisplayPlane(plane, of: grid)
    return SliceGeometry(
      plane: display, grid: grid, slice: display.position(of: cursor).slice, picture: rect,
      style: pixelStyle, cellAspect: options.cellAspect, viewport: viewport,
      body: bodies[plane])
  }
}
