import Imaging

/// What a RECIST diameter tells of a lesion's extent without any network: the least that a network
/// has to beat.
package enum Baseline: String, CaseIterable, Sendable {
  /// The sphere that has the RECIST axis as its diameter.
  case sphere
  /// The ellipsoid that has the RECIST axis as its long axis and ``shortAxisRatio`` of it as the
  /// two others.
  case ellipsoid
  /// The voxels of the sphere that look like its middle and are joined to it; the rule is
  /// ``RegionGrowing``'s.
  case regionGrowing = "region_growing"

  /// The ellipsoid's shorter axes divided by its long one.
  package static let shortAxisRatio = 0.75

  /// The name in tables.
  package var name: String { rawValue.replacing("_", with: " ") }

  /// The voxels that the masks of all baselines read.
  ///
  /// - Parameter diameter: with different ends, inside the grid.
  package static func box(of diameter: Diameter, on grid: VoxelGrid) -> VoxelBox {
    RegionGrowing(from: diameter, on: grid).box
  }

  /// The lesion by this rule, as label 1, with at least one voxel; cut at the grid's edge.
  ///
  /// - Parameters:
  ///   - diameter: with different ends, inside the grid.
  ///   - volume: in HU, with at least the voxels of ``box(of:on:)``.
  package func mask(of diameter: Diameter, in volume: Volume) -> Mask {
    switch self {
    case .sphere: Spheroid(along: diameter, on: volume.grid).mask
    case .ellipsoid:
      Spheroid(along: diameter, axisRatio: Self.shortAxisRatio, on: volume.grid).mask
    case .regionGrowing: RegionGrowing(from: diameter, on: volume.grid).mask(in: volume)
    }
  }
}
