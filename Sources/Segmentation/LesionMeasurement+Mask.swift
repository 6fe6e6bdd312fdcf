import Imaging

extension LesionMeasurement {
  /// Measures one label of a mask on the volume that it was drawn on.
  ///
  /// Lengths run between voxel centres through the affine, so an oblique or anisotropic grid
  /// measures right and a lesion of one voxel measures 0 mm.
  ///
  /// - Parameter volume: holds at least the voxels that carry the label.
  /// - Returns: `nil` when no voxel carries the label.
  public init?(of label: Int, in mask: Mask, volume: Volume) {
    var slices: [Int: [Voxel]] = [:]
    let sliceAxis = DisplayPlane(.axial, of: mask.grid).sliceAxis
    var intensity = RunningMoments()
    var count = 0
    mask.forEachLabelled { voxel, found in
      guard Int(found) == label else { return }
      count += 1
      slices[voxel[sliceAxis], default: []].append(voxel)
      intensity.add(volume[voxel])
    }
    guard count > 0 else { return nil }
    // Slices in order, so that equal lengths resolve the same way every time.
    // An axis runs within one piece of the section, never from speck to speck.
    let axes = slices.keys.sorted().flatMap { connectedPieces(of: slices[$0]!) }
      .map { AxialExtent(of: $0, affine: mask.grid.affine) }
    let longest = axes.max { $0.longMillimetres < $1.longMillimetres }!
    self.init(
      label: label, voxels: count,
      volumeCubicMillimetres: Double(count) * mask.grid.voxelVolume,
      longAxisMillimetres: longest.longMillimetres,
      shortAxisMillimetres: longest.shortMillimetres(affine: mask.grid.affine),
      meanHU: intensity.mean, standardDeviationHU: intensity.standardDeviation,
      slices: slices.count, longAxis: longest.longAxis)
  }
}

/// Welford's running mean and variance, over finite values.
private struct RunningMoments {
  private var count = 0.0
  private var runningMean = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double) {
    guard value.isFinite else { return }
    count += 1
    let delta = value - runningMean
    runningMean += delta / count
    squares += delta * (value - runningMean)
  }

  var mean: Double { count > 0 ? runningMean : .nan }

  /// Of the population, as ITK and numpy state it by default.
  var standardDeviation: Double { (squares / count).squareRoot() }
}
