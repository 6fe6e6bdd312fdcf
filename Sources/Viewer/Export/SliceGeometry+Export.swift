import Imaging

extension SliceGeometry {
  /// The part of a slice that `view` shows, as large as it goes in `columns` by `rows` square
  /// pixels. Where the picture has another shape than the screen, it shows more of the slice and
  /// never less.
  init(showing view: SliceGeometry, of grid: VoxelGrid, columns: Int, rows: Int) {
    let picture = CellRect(column: 0, row: 0, columns: columns, rows: rows)
    // One pixel a cell, as wide as high: a column's millimetres are a pixel's.
    let whole = SliceGeometry(
      plane: view.plane, grid: grid, slice: view.slice, picture: picture, style: .background,
      cellAspect: 1, viewport: Viewport())
    let extent = SIMD2(Double(view.plane.columns), Double(view.plane.rows))
    let shown = SIMD2(Double(view.pixelColumns), Double(view.pixelRows)) * view.voxelsPerPixel
    // Blank margins beside the slice are not part of what the reader looks at.
    let inView = SIMD2(min(shown.x, extent.x), min(shown.y, extent.y))
    let share = (inView / (SIMD2(Double(columns), Double(rows)) * whole.voxelsPerPixel)).max()
    guard share < 1 - 1e-9 else {
      self = whole
      return
    }
    self.init(
      plane: view.plane, grid: grid, slice: view.slice, picture: picture, style: .background,
      cellAspect: 1,
      viewport: Viewport(
        zoom: .millimetresPerColumn(whole.millimetresPerColumn * share),
        centres: [view.plane.plane: view.centre]))
  }

  /// Millimetres across a pixel of a picture whose pixels are square; `nil` where the file's
  /// spacings are no lengths.
  func millimetresPerPixel(in grid: VoxelGrid) -> Double? {
    guard Self.isUsable(grid.spacing[plane.columnAxis]),
      Self.isUsable(grid.spacing[plane.rowAxis])
    else { return nil }
    return millimetresPerColumn
  }
}
