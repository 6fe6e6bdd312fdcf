import Imaging

extension State {
  /// Moves the cursor over the screen, or changes the window where arrows do that.
  mutating func move(columns: Int, rows: Int) throws(Refusal) {
    if case .windowing = mode {
      adjustWindow(columns: columns, rows: rows)
      return
    }
    let grid = try requireGrid()
    let plane = DisplayPlane(plane, of: grid)
    let position = plane.position(of: cursor)
    let column = min(max(position.column + columns, 0), plane.columns - 1)
    let row = min(max(position.row + rows, 0), plane.rows - 1)
    guard column != position.column || row != position.row else {
      throw Refusal("the cursor is at the edge of the slice.")
    }
    cursor = plane.voxel(column: column, row: row, slice: position.slice)
    keepCursorVisible()
  }

  mutating func moveSlice(by count: Int) throws(Refusal) {
    let plane = DisplayPlane(plane, of: try requireGrid())
    let slice = plane.position(of: cursor).slice
    try go(toSlice: min(max(slice + count, 0), plane.slices - 1))
  }

  /// Goes to a slice by its display index from 0; beyond the ends to the last one.
  mutating func go(toSlice slice: Int) throws(Refusal) {
    let plane = DisplayPlane(plane, of: try requireGrid())
    let position = plane.position(of: cursor)
    let slice = min(max(slice, 0), plane.slices - 1)
    guard slice != position.slice else {
      let end = slice == 0 ? "first" : slice == plane.slices - 1 ? "last" : "current"
      throw Refusal("this is the \(end) slice, \(planeName) \(slice + 1).")
    }
    cursor = plane.voxel(column: position.column, row: position.row, slice: slice)
    // In the other planes' panes it has moved across the picture.
    for pane in panes where !pane.isActive { keepCursorVisible(in: pane) }
  }

  /// Puts the cursor on a voxel and brings it into the picture.
  mutating func go(to voxel: Voxel) {
    guard let grid else { return }
    cursor = grid.clamped(voxel)
    keepCursorVisible()
  }

  /// Pans each pane when the cursor comes near the picture's edge: by a quarter of the picture at
  /// once, since every pan sends the whole picture over the line.
  mutating func keepCursorVisible() {
    for pane in panes { keepCursorVisible(in: pane) }
  }

  private mutating func keepCursorVisible(in pane: Pane) {
    guard viewport.zoom != .fit else { return }
    let geometry = pane.geometry
    let pixel = geometry.pixel(of: cursor)
    let size = SIMD2(Double(geometry.pixelColumns), Double(geometry.pixelRows))
    let place = (SIMD2(Double(pixel.column), Double(pixel.row)) + 0.5) / size
    var centre = geometry.centre
    let extent = size * geometry.voxelsPerPixel
    for axis in 0..<2 {
      // Near the edge of the slice itself the geometry's own limits stop the pan.
      if place[axis] < 0 || place[axis] > 1 {
        centre[axis] += (place[axis] - 0.5) * extent[axis]
      } else if place[axis] < Self.panMargin {
        centre[axis] -= 0.25 * extent[axis]
      } else if place[axis] > 1 - Self.panMargin {
        centre[axis] += 0.25 * extent[axis]
      }
    }
    guard centre != geometry.centre else { return }
    viewport.centres[pane.plane] = centre
    viewport.centres[pane.plane] = panes.first { $0.plane == pane.plane }?.geometry.centre
  }

  /// The share of the picture at each edge that the cursor is kept out of.
  private static var panMargin: Double { 0.1 }
}
