/// Extremes and mean of a volume's scaled values.
public struct VolumeStatistics: Equatable, Sendable {
  /// Over finite voxels; NaN when there are none.
  public var minimum: Double
  public var maximum: Double
  public var mean: Double
  /// Voxels that are NaN or infinite.
  public var nonfinite: Int

  public init(minimum: Double, maximum: Double, mean: Double, nonfinite: Int) {
    self.minimum = minimum
    self.maximum = maximum
    self.mean = mean
    self.nonfinite = nonfinite
  }
}

extension Volume {
  /// One pass over all voxels of the box.
  public func statistics() -> VolumeStatistics {
    let stored = withStoredVoxels { $0.summary(count: box.count) }
    guard stored.finite > 0 else {
      return VolumeStatistics(
        minimum: .nan, maximum: .nan, mean: .nan, nonfinite: stored.nonfinite)
    }
    // Scaling is monotonic: a negative slope swaps the ends.
    let a = stored.minimum * slope + intercept
    let b = stored.maximum * slope + intercept
    return VolumeStatistics(
      minimum: min(a, b), maximum: max(a, b),
      mean: stored.sum / Double(stored.finite) * slope + intercept, nonfinite: stored.nonfinite)
  }
}
