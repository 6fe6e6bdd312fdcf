/// Where voxels lie in the patient: their number along each axis and the affine to RAS mm.
public struct VoxelGrid: Hashable, Sendable {
  /// Voxels along x, y, z; each at least 1.
  public let shape: Voxel
  public let affine: Affine
  /// False when the file stated no orientation: letters such as R and L then mean nothing.
  public let hasKnownOrientation: Bool

  public init(shape: Voxel, affine: Affine, hasKnownOrientation: Bool = true) {
    precondition(shape.x > 0 && shape.y > 0 && shape.z > 0, "a grid has voxels on every axis")
    self.shape = shape
    self.affine = affine
    self.hasKnownOrientation = hasKnownOrientation
  }

  public var count: Int { shape.x * shape.y * shape.z }
  /// Distance between neighbouring voxel centres along each axis, in mm.
  public var spacing: SIMD3<Double> { affine.spacing }
  /// Volume of one voxel, in mm3.
  public var voxelVolume: Double { abs(affine.determinant) }
  /// The box of all voxels.
  public var box: VoxelBox { VoxelBox(lower: Voxel(0, 0, 0), upper: shape) }

  public func contains(_ voxel: Voxel) -> Bool { box.contains(voxel) }

  /// Position of a voxel in the stored order: x fastest, z slowest.
  @inline(__always)
  public func offset(_ voxel: Voxel) -> Int {
    (voxel.z * shape.y + voxel.y) * shape.x + voxel.x
  }

  /// The nearest voxel inside the grid.
  public func clamped(_ voxel: Voxel) -> Voxel {
    Voxel(
      min(max(voxel.x, 0), shape.x - 1), min(max(voxel.y, 0), shape.y - 1),
      min(max(voxel.z, 0), shape.z - 1))
  }

  /// The voxel whose centre is nearest to a place in RAS mm; it may lie outside the grid, where
  /// far away is cut off at a million voxels.
  public func nearestVoxel(to millimetres: SIMD3<Double>) -> Voxel {
    guard let index = affine.voxelIndex(ofMillimetres: millimetres) else {
      return Voxel(-1, -1, -1)
    }
    func rounded(_ value: Double) -> Int {
      value.isFinite ? Int(min(max(value.rounded(), -1e6), 1e6)) : -1
    }
    return Voxel(rounded(index.x), rounded(index.y), rounded(index.z))
  }

  /// Whether both grids put every corner voxel at the same place, within `tolerance` mm.
  public func matches(_ other: VoxelGrid, tolerance: Double = 1e-3) -> Bool {
    guard shape == other.shape else { return false }
    for corner in 0..<8 {
      let voxel = Voxel(
        corner & 1 == 0 ? 0 : shape.x - 1, corner & 2 == 0 ? 0 : shape.y - 1,
        corner & 4 == 0 ? 0 : shape.z - 1)
      if (affine(voxel) - other.affine(voxel)).length > tolerance { return false }
    }
    return true
  }
}
