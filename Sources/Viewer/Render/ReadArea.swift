import Imaging

/// Which pixels of a slice can be drawn while the study is being read, and which show voxels that
/// are not there yet.
struct ReadArea: Sendable {
  /// Samplings of the pixels that can be drawn.
  let columns: AxisSampling
  let rows: AxisSampling
  /// The pixels that lie on the slice, and those of them that can be drawn.
  private let slice: (columns: Range<Int>, rows: Range<Int>)
  private let read: (columns: Range<Int>, rows: Range<Int>)

  /// - Parameter box: the voxels that are there.
  init(_ box: VoxelBox, geometry: SliceGeometry) {
    let all = geometry.sampling()
    let there = geometry.plane.range(of: box).flatMap {
      $0.slices.contains(geometry.slice) ? $0 : nil
    }
    columns = all.columns.within(there?.columns ?? 0..<0)
    rows = all.rows.within(there?.rows ?? 0..<0)
    slice = (all.columns.pixels, all.rows.pixels)
    read = (columns.pixels, rows.pixels)
  }

  /// Whether a pixel shows voxels that are not there, or not all of them.
  func isUnread(column: Int, row: Int) -> Bool {
    slice.columns.contains(column) && slice.rows.contains(row)
      && !(read.columns.contains(column) && read.rows.contains(row))
  }

  /// The largest part of the slice of which nothing can be drawn; `nil` when all can.
  var unread: (columns: Range<Int>, rows: Range<Int>)? {
    if read.columns.isEmpty || read.rows.isEmpty { return slice }
    func rest(_ whole: Range<Int>, _ part: Range<Int>) -> Range<Int> {
      let before = whole.lowerBound..<max(whole.lowerBound, part.lowerBound)
      let after = min(whole.upperBound, part.upperBound)..<whole.upperBound
      return before.count >= after.count ? before : after
    }
    let columns = rest(slice.columns, read.columns)
    let rows = rest(slice.rows, read.rows)
    if columns.isEmpty && rows.isEmpty { return nil }
    return columns.count >= rows.count ? (columns, slice.rows) : (slice.columns, rows)
  }
}
