import Imaging

/// Which voxels of a slice stand under which pixel of the picture.
///
/// Positions in a slice are display voxels from its left and top edge, so that voxel `c` covers
/// `c ..< c + 1`.
struct SliceGeometry: Sendable {
  let plane: DisplayPlane
  /// Display index of the slice.
  let slice: Int
  let pixelColumns: Int
  let pixelRows: Int
  /// Steps between pixels, in voxels across and down.
  let voxelsPerPixel: SIMD2<Double>
  /// The position at the left and top edge of the picture.
  let origin: SIMD2<Double>
  /// Millimetres across a character column, and the coarsest value at which every voxel has a
  /// pixel of its own.
  let millimetresPerColumn: Double
  let voxelExactMillimetresPerColumn: Double
  /// The value that shows the whole slice.
  let fitMillimetresPerColumn: Double
  /// The value that shows the body alone; `nil` where that enlarges by no more than 15 %.
  let bodyMillimetresPerColumn: Double?

  /// - Parameter body: where the body lies, for a viewport that shows it alone.
  init(
    plane: DisplayPlane, grid: VoxelGrid, slice: Int, picture: CellRect, style: PixelStyle,
    cellAspect: Double, viewport: Viewport, body: SliceRegion? = nil
  ) {
    self.plane = plane
    self.slice = slice
    let (across, down) = style.pixelsPerCell
    pixelColumns = picture.columns * across
    pixelRows = picture.rows * down

    let spacing = SIMD2(
      Self.usable(grid.spacing[plane.columnAxis]), Self.usable(grid.spacing[plane.rowAxis]))
    let extent = SIMD2(Double(plane.columns), Double(plane.rows))
    // A row of cells is 1 / aspect columns high.
    let columnsPerPixel = SIMD2(1 / Double(across), 1 / (cellAspect * Double(down)))
    let pixels = SIMD2(Double(pixelColumns), Double(pixelRows))
    fitMillimetresPerColumn = (extent * spacing / (pixels * columnsPerPixel)).max()
    voxelExactMillimetresPerColumn = (spacing / columnsPerPixel).min()
    let bodyFit = body.map { ($0.size * spacing / (pixels * columnsPerPixel)).max() }
    bodyMillimetresPerColumn = bodyFit.flatMap { [fitMillimetresPerColumn] in
      $0 * Self.leastBodyGain < fitMillimetresPerColumn ? $0 : nil
    }
    switch viewport.zoom {
    case .fit: millimetresPerColumn = fitMillimetresPerColumn
    case .body: millimetresPerColumn = bodyMillimetresPerColumn ?? fitMillimetresPerColumn
    // Panes share the scale, but none has more room around its slice than the whole one needs.
    case .millimetresPerColumn(let value):
      millimetresPerColumn = min(value, fitMillimetresPerColumn)
    }
    voxelsPerPixel = columnsPerPixel * millimetresPerColumn / spacing

    // A slice smaller than the picture stands in its middle, a larger one leaves no margin.
    let half = pixels * voxelsPerPixel / 2
    var middle = extent / 2
    if viewport.zoom == .body, bodyMillimetresPerColumn != nil, let body { middle = body.centre }
    var centre = viewport.centres[plane.plane] ?? middle
    for axis in 0..<2 {
      centre[axis] =
        half[axis] * 2 >= extent[axis]
        ? extent[axis] / 2 : min(max(centre[axis], half[axis]), extent[axis] - half[axis])
    }
    origin = centre - half
  }

  /// Spacings of zero, infinity or kilometres come from broken headers; a picture needs a size.
  private static func usable(_ spacing: Double) -> Double { isUsable(spacing) ? spacing : 1 }

  static func isUsable(_ spacing: Double) -> Bool { (1e-4...1e4).contains(spacing) }

  /// Less is not worth cutting the air off for.
  private static let leastBodyGain = 1.15

  /// Millimetres across a character column that show a part of the slice, as large as it goes.
  ///
  /// - Parameter size: in voxels across and down.
  func millimetresPerColumn(showing size: SIMD2<Double>) -> Double {
    let shown = SIMD2(Double(pixelColumns), Double(pixelRows)) * voxelsPerPixel
    return (size / shown).max() * millimetresPerColumn
  }

  /// The position in the middle of the picture.
  var centre: SIMD2<Double> {
    origin + SIMD2(Double(pixelColumns), Double(pixelRows)) * voxelsPerPixel / 2
  }

  /// Pixels that the smaller side of a voxel takes.
  var pixelsPerVoxel: Double { voxelExactMillimetresPerColumn / millimetresPerColumn }

  /// Whether neighbouring voxels can be told apart, rounding aside.
  var isVoxelExact: Bool { pixelsPerVoxel > 1 - 1e-6 }

  /// Where the centre of a voxel lies in the slice, in display voxels.
  func position(of voxel: Voxel) -> SIMD2<Double> {
    let position = plane.position(of: voxel)
    return SIMD2(Double(position.column) + 0.5, Double(position.row) + 0.5)
  }

  /// Where the centre of a voxel lies, in pixels from the picture's left and top edge.
  func point(of voxel: Voxel) -> SIMD2<Double> { (position(of: voxel) - origin) / voxelsPerPixel }

  /// The pixel, counted from 0 at the left and top and perhaps outside the picture, that the
  /// centre of a voxel falls into.
  func pixel(of voxel: Voxel) -> (column: Int, row: Int) {
    let pixel = point(of: voxel).rounded(.down)
    // Far outside is as good as just outside, and stays within Int.
    return (Int(pixel.x.clamped(to: 1e6)), Int(pixel.y.clamped(to: 1e6)))
  }

  /// The voxel under a point, counted in pixels from the picture's left and top edge, as
  /// ``pixel(of:)`` does; the nearest voxel of the slice where the point lies beside it.
  func voxel(at point: SIMD2<Double>) -> Voxel {
    let position = (origin + point * voxelsPerPixel).rounded(.down)
    return plane.voxel(
      column: min(max(Int(position.x.clamped(to: 1e6)), 0), plane.columns - 1),
      row: min(max(Int(position.y.clamped(to: 1e6)), 0), plane.rows - 1), slice: slice)
  }
}

extension Double {
  /// The nearest value within ±`limit`; NaN becomes 0.
  func clamped(to limit: Double) -> Double {
    isNaN ? 0 : Swift.min(Swift.max(self, -limit), limit)
  }
}
