/// A rectangle of a slice, in display voxels from its left and top edge.
struct SliceRegion: Equatable, Sendable {
  var columns: Range<Int>
  var rows: Range<Int>

  /// Voxels across and down.
  var size: SIMD2<Double> { SIMD2(Double(columns.count), Double(rows.count)) }

  var centre: SIMD2<Double> {
    SIMD2(Double(columns.lowerBound), Double(rows.lowerBound)) + size / 2
  }
}
