import Imaging

/// The square piece of an axial slice that a figure shows, and where its voxels lie in the drawing.
///
/// Positions in the slice are display voxels from its left and top edge, so that voxel `c` covers
/// `c ..< c + 1`; the drawing is ``side`` units wide and high.
package struct SliceField: Hashable, Sendable {
  package static let side = 300.0

  /// A lesion fills no more than this share of the field,
  private static let share = 0.45
  /// and the field is no smaller than this, in mm, so that a reader sees where it lies.
  private static let leastMillimetres = 40.0

  /// Whole voxels that are at least partly in the field.
  package let columns: Range<Int>
  package let rows: Range<Int>
  /// The position at the drawing's left and top edge; negative where the slice is smaller.
  package let origin: SIMD2<Double>
  /// A voxel's width and height in the drawing: in proportion to its spacing.
  package let step: SIMD2<Double>
  package let millimetresPerUnit: Double

  /// - Parameters:
  ///   - columns, rows: what is to be seen, not empty.
  package init(
    around columns: Range<Int>, _ rows: Range<Int>, _ plane: DisplayPlane, of grid: VoxelGrid
  ) {
    let spacing = SIMD2(
      Self.usable(grid.spacing[plane.columnAxis]), Self.usable(grid.spacing[plane.rowAxis]))
    let extent = SIMD2(Double(plane.columns), Double(plane.rows))
    let lower = SIMD2(Double(columns.lowerBound), Double(rows.lowerBound))
    let upper = SIMD2(Double(columns.upperBound), Double(rows.upperBound))
    let lesion = ((upper - lower) * spacing).max()
    // No larger than the slice's longer side, in which everything has room.
    let side = min(
      max(lesion / Self.share, Self.leastMillimetres), max((extent * spacing).max(), lesion))
    let voxels = SIMD2(side, side) / spacing
    let middle = (lower + upper) / 2
    var origin = middle - voxels / 2
    for axis in 0..<2 {
      origin[axis] =
        voxels[axis] >= extent[axis]
        ? (extent[axis] - voxels[axis]) / 2
        : min(max(origin[axis], 0), extent[axis] - voxels[axis])
    }
    func whole(_ axis: Int, _ count: Int) -> Range<Int> {
      let first = max(0, Int(origin[axis].rounded(.down)))
      let end = min(count, Int((origin[axis] + voxels[axis]).rounded(.up)))
      return first..<max(end, first + 1)
    }
    self.columns = whole(0, plane.columns)
    self.rows = whole(1, plane.rows)
    self.origin = origin
    step = SIMD2(Self.side, Self.side) / voxels
    millimetresPerUnit = side / Self.side
  }

  /// Where the piece's first voxel begins in the drawing.
  package var corner: SIMD2<Double> {
    (SIMD2(Double(columns.lowerBound), Double(rows.lowerBound)) - origin) * step
  }

  /// The piece's width and height in the drawing.
  package var size: SIMD2<Double> { SIMD2(Double(columns.count), Double(rows.count)) * step }

  /// Spacings of zero, infinity or kilometres come from broken headers; a picture needs a size.
  private static func usable(_ spacing: Double) -> Double {
    (1e-4...1e4).contains(spacing) ? spacing : 1
  }
}
