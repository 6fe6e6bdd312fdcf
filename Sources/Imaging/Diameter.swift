/// A RECIST 1.1 diameter: its two ends, voxels of one volume.
public struct Diameter: Hashable, Codable, Sendable {
  public var a: Voxel
  public var b: Voxel

  public init(_ a: Voxel, _ b: Voxel) {
    self.a = a
    self.b = b
  }

  /// Distance of the two voxel centres through the affine, in mm.
  public func millimetres(in grid: VoxelGrid) -> Double { grid.affine.distance(a, b) }
}
