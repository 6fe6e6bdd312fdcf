extension Volume {
  /// Adds the scaled, finite values of a run of voxels along an axis, those that the volume holds.
  func addMoments(
    of count: Int, from start: Voxel, axis: Int, to moments: inout RunningMoments
  ) {
    guard let (start, count) = held(count, from: start, axis: axis) else { return }
    withStoredVoxels {
      $0.addMoments(
        first: offset(start), stride: stride(of: axis), count: count, slope: slope,
        intercept: intercept, to: &moments)
    }
  }

  /// As ``addMoments(of:from:axis:to:)`` along x, and appends the finite values.
  ///
  /// - Returns: how many voxels of the run the volume holds, finite or not.
  func addMoments(
    of count: Int, from start: Voxel, to moments: inout RunningMoments, values: inout [Double]
  ) -> Int {
    guard let (start, count) = held(count, from: start, axis: 0) else { return 0 }
    let first = offset(start)
    withStoredVoxels {
      $0.addMoments(
        first: first, stride: 1, count: count, slope: slope, intercept: intercept, to: &moments)
      $0.appendFinite(
        first: first, count: count, slope: slope, intercept: intercept, to: &values)
    }
    return count
  }

  /// The part of a run of voxels along an axis that the volume holds; `nil` when it holds none.
  private func held(_ count: Int, from start: Voxel, axis: Int) -> (start: Voxel, count: Int)? {
    var run = VoxelBox(lower: start, upper: Voxel(start.x + 1, start.y + 1, start.z + 1))
    run.upper[axis] = start[axis] + count
    let part = box.intersection(run)
    return part.isEmpty ? nil : (part.lower, part.shape[axis])
  }
}
