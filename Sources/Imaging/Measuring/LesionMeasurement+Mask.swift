extension LesionMeasurement {
  /// Measures one label of a mask on the volume that it was drawn on.
  ///
  /// Lengths run between voxel centres through the affine, so an oblique or anisotropic grid
  /// measures right and a lesion of one voxel measures 0 mm.
  ///
  /// Time and memory go with the runs of voxels in the lesion's box, not with its voxels, but for
  /// one reading of each.
  ///
  /// - Parameter volume: may hold only a part of the lesion's voxels: mean and deviation are then
  ///   of those.
  /// - Returns: `nil` when no voxel carries the label.
  public init?(of label: Int, in mask: Mask, volume: Volume) {
    guard let wanted = UInt8(exactly: label), wanted > 0, let box = mask.bounds(of: wanted) else {
      return nil
    }
    let affine = mask.grid.affine
    let runs = VoxelRuns(
      .only(wanted), in: mask, box: box,
      sliceAxis: DisplayPlane(.axial, of: mask.grid).sliceAxis)
    var count = 0
    var intensity = RunningMoments()
    runs.forEachRun { start, length, _ in
      count += length
      volume.addMoments(of: length, from: start, axis: runs.fastAxis, to: &intensity)
    }
    guard let axes = runs.longestAxes(affine: affine) else { return nil }
    self.init(
      label: label, voxels: count,
      volumeCubicMillimetres: Double(count) * mask.grid.voxelVolume,
      longAxisMillimetres: axes.longMillimetres, shortAxisMillimetres: axes.shortMillimetres,
      meanHU: intensity.mean, standardDeviationHU: intensity.standardDeviation,
      slices: (0..<runs.slices).count { !runs.range(slice: $0).isEmpty },
      longAxis: axes.longAxis, shortAxis: axes.shortAxis)
  }
}
