extension Volume {
  /// Calls `body` with each row of a piece of a slice, counted from 0, and its values in HU, both
  /// as they are shown.
  package func forEachRow(
    _ plane: DisplayPlane, slice: Int, columns: Range<Int>, rows: Range<Int>,
    _ body: (Int, UnsafeBufferPointer<Float>) -> Void
  ) {
    var buffer = [Float](repeating: 0, count: columns.count)
    buffer.withUnsafeMutableBufferPointer { buffer in
      for row in rows {
        readRun(
          from: plane.voxel(column: columns.lowerBound, row: row, slice: slice),
          axis: plane.columnAxis, step: plane.columnFlipped ? -1 : 1, into: buffer)
        body(row - rows.lowerBound, UnsafeBufferPointer(buffer))
      }
    }
  }
}
