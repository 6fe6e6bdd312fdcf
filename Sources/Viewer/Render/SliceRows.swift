import Imaging

/// Reads rows of what is shown as one slice: of the slice itself, or of the slab around it.
///
/// - Parameters:
///   - row: a display row of the slice.
///   - firstColumn: the display column that the output begins at.
///   - output: filled with values in HU; NaN where there is no voxel or none is finite.
typealias SliceRows = (
  _ row: Int, _ firstColumn: Int, _ output: UnsafeMutableBufferPointer<Float>
) -> Void

extension Volume {
  /// The rows of a slice, or of several as one.
  ///
  /// - Parameters:
  ///   - slices: display indices inside the plane.
  ///   - projection: what becomes of several slices; with one slice all are the same.
  func rows(
    of plane: DisplayPlane, slices: ClosedRange<Int>, projection: Slab.Projection
  ) -> SliceRows {
    if slices.count == 1 || projection == .off {
      return { row, firstColumn, output in
        read(row: row, of: plane, slice: slices.lowerBound, from: firstColumn, into: output)
      }
    }
    let projection: SlabProjection = projection == .maximum ? .maximum : .mean
    return { row, firstColumn, output in
      readSlabRow(
        of: plane, columns: firstColumn..<firstColumn + output.count, row: row, slices: slices,
        projection: projection, into: output)
    }
  }

  /// A row of one slice, NaN where the volume holds no voxel of it.
  private func read(
    row: Int, of plane: DisplayPlane, slice: Int, from firstColumn: Int,
    into output: UnsafeMutableBufferPointer<Float>
  ) {
    guard !output.isEmpty else { return }
    let first = plane.voxel(column: firstColumn, row: row, slice: slice)
    let step = plane.columnFlipped ? -1 : 1
    var last = first
    last[plane.columnAxis] += step * (output.count - 1)
    if box.contains(first), box.contains(last) {
      readRun(from: first, axis: plane.columnAxis, step: step, into: output)
      return
    }
    for (index, column) in (firstColumn..<firstColumn + output.count).enumerated() {
      let voxel = plane.voxel(column: column, row: row, slice: slice)
      output[index] = box.contains(voxel) ? Float(self[voxel]) : .nan
    }
  }
}
