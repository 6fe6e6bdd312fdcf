/// What is measured of one segmented lesion.
public struct LesionMeasurement: Hashable, Codable, Sendable {
  /// The lesion's label in the mask, from 1.
  public var label: Int
  public var voxels: Int
  /// Voxels x |det affine|.
  public var volumeCubicMillimetres: Double
  /// Longest distance between two voxel centres of one connected piece in one axial slice, over all
  /// slices, in mm.
  public var longAxisMillimetres: Double
  /// Longest extent of that piece perpendicular to the long axis, in mm.
  public var shortAxisMillimetres: Double
  /// Mean and population standard deviation over the lesion's finite voxels, in HU; NaN when it
  /// has none.
  public var meanHU: Double
  public var standardDeviationHU: Double
  /// Axial slices that the lesion touches.
  public var slices: Int
  /// The ends of the long axis.
  public var longAxis: Diameter?
  /// The ends of the short axis: of the line across, within a voxel, that is as long as stated;
  /// `nil` when the lesion has no extent there.
  public var shortAxis: Diameter?

  public init(
    label: Int, voxels: Int, volumeCubicMillimetres: Double, longAxisMillimetres: Double,
    shortAxisMillimetres: Double, meanHU: Double, standardDeviationHU: Double, slices: Int,
    longAxis: Diameter?, shortAxis: Diameter? = nil
  ) {
    self.label = label
    self.voxels = voxels
    self.volumeCubicMillimetres = volumeCubicMillimetres
    self.longAxisMillimetres = longAxisMillimetres
    self.shortAxisMillimetres = shortAxisMillimetres
    self.meanHU = meanHU
    self.standardDeviationHU = standardDeviationHU
    self.slices = slices
    self.longAxis = longAxis
    self.shortAxis = shortAxis
  }

  public var volumeMillilitres: Double { volumeCubicMillimetres / 1000 }
}
