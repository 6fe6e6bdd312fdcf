/// How the slices of a slab become one picture.
public enum SlabProjection: String, CaseIterable, Sendable, Codable {
  /// The mean over finite voxels, as a thicker slice would show them.
  case mean
  /// The brightest finite voxel: a maximum intensity projection (MIP).
  case maximum
}
