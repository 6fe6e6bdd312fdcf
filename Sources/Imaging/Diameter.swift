/// A RECIST 1.1 diameter: its two ends, voxels of one volume.
public struct Diameter: Hashable, Codable, Sendable {
  public var a: Voxel
  public var b: Voxel

  public init(_ a: Voxel, _ b: Voxel) {
    self.a = a
    self.b = b
  }

  /// The voxel halfway between the ends, rounded down.
  public var middle: Voxel { Voxel((a.x + b.x) / 2, (a.y + b.y) / 2, (a.z + b.z) / 2) }

  /// The same line from its other end.
  public var reversed: Diameter { Diameter(b, a) }

  /// Distance of the two voxel centres through the affine, in mm.
  public func millimetres(in grid: VoxelGrid) -> Double { grid.affine.distance(a, b) }
}
