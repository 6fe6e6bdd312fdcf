/// A cube around the diameter's middle, of a fixed number of voxels whatever the diameter: the
/// network meets large and small lesions, thick slices and thin, at about one scale.
public struct FieldOfView: Equatable, Sendable {
  /// Along each edge of the cube.
  public var voxels: Int
  /// From the diameter's middle to a face, in diameters...
  public var reach: Double
  /// ...and no less than half a diameter and this, in mm, so that small lesions are seen with what
  /// lies around them.
  public var context: Double
  /// How much longer an edge is in a second pass, along axes where the mask was cut off.
  public var growth: Double

  public init(voxels: Int, reach: Double, context: Double, growth: Double) {
    self.voxels = voxels
    self.reach = reach
    self.context = context
    self.growth = growth
  }

  /// Millimetres from voxel to voxel, for a diameter in mm.
  func edge(diameter: Double) -> Double {
    2 * max(reach * diameter, diameter / 2 + context) / Double(voxels)
  }
}
