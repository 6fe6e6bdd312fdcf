extension Volume {
  /// Reads columns of one row of a displayed slab.
  ///
  /// Voxels that are not finite are left out; NaN where none is, and for what lies outside the
  /// volume's box.
  ///
  /// - Parameters:
  ///   - columns: in display counting, as row and slices; as many as `output` has room for.
  ///   - slices: in display counting. Those that the volume does not hold are left out.
  public func readSlabRow(
    of plane: DisplayPlane, columns: Range<Int>, row: Int, slices: ClosedRange<Int>,
    projection: SlabProjection, into output: UnsafeMutableBufferPointer<Float>
  ) {
    guard !output.isEmpty else { return }
    let count = min(columns.count, output.count)
    let ends = [slices.lowerBound, slices.upperBound].map {
      plane.voxel(column: columns.lowerBound, row: row, slice: $0)
    }
    let (axis, sliceAxis) = (plane.columnAxis, plane.sliceAxis)
    // The slab's slices and columns that are held, as a box; columns may run against the index.
    var wanted = VoxelBox(
      lower: ends[0], upper: Voxel(ends[0].x + 1, ends[0].y + 1, ends[0].z + 1))
    wanted.lower[sliceAxis] = min(ends[0][sliceAxis], ends[1][sliceAxis])
    wanted.upper[sliceAxis] = max(ends[0][sliceAxis], ends[1][sliceAxis]) + 1
    if plane.columnFlipped {
      wanted.lower[axis] = ends[0][axis] - count + 1
    } else {
      wanted.upper[axis] = ends[0][axis] + count
    }
    let held = box.intersection(wanted)
    if held.count < wanted.count || count < output.count { output.update(repeating: .nan) }
    guard !held.isEmpty else { return }
    let skipped =
      plane.columnFlipped
      ? wanted.upper[axis] - held.upper[axis] : held.lower[axis] - wanted.lower[axis]
    let part = UnsafeMutableBufferPointer(
      rebasing: output[skipped..<(skipped + held.shape[axis])])
    var first = held.lower
    if plane.columnFlipped { first[axis] = held.upper[axis] - 1 }
    let run = SlabRun(
      first: offset(first), stride: stride(of: axis) * (plane.columnFlipped ? -1 : 1),
      sliceStride: stride(of: sliceAxis), slices: held.shape[sliceAxis])
    withStoredVoxels {
      $0.project(
        run, projection, slope: Float(slope), intercept: Float(intercept), to: part)
    }
  }
}

/// Where the voxels of a slab's row are stored.
struct SlabRun {
  /// The first column in the first slice.
  let first: Int
  /// From column to column.
  let stride: Int
  let sliceStride: Int
  let slices: Int
}
