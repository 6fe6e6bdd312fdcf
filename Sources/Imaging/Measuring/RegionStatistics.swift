/// What is measured of the intensities of a region.
public struct RegionStatistics: Hashable, Sendable {
  /// Finite voxels, which all values are over.
  public var count: Int
  /// Voxels that are NaN or infinite.
  public var nonfinite: Int
  /// In HU; NaN without a finite voxel, as all that follow.
  public var mean: Double
  /// Of the population.
  public var standardDeviation: Double
  public var minimum: Double
  public var maximum: Double
  /// Of an even number of voxels the mean of the middle two.
  public var median: Double
  /// Of all voxels, finite or not: the area of the disc in its slice, in mm2.
  public var areaSquareMillimetres: Double
}
