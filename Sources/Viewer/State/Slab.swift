import Imaging

/// Several slices shown as one, so that what runs through them is seen at once: vessels, and
/// nodules that a vessel's section is mistaken for.
public struct Slab: Equatable, Sendable {
  public enum Projection: CaseIterable, Sendable {
    /// The slice alone.
    case off
    /// The largest value along the slices: maximum intensity projection.
    case maximum
    case mean
  }

  public var projection = Projection.off
  /// How thick it is to be; what is shown is the nearest odd number of slices, from 3.
  public var millimetres = 10.0

  public init() {}

  /// The slices, by display index, that are shown as slice `slice` of a plane: as many on both
  /// sides, but for the ends of the volume.
  func slices(around slice: Int, of plane: DisplayPlane, grid: VoxelGrid) -> ClosedRange<Int> {
    guard projection != .off else { return slice...slice }
    let reach = reach(of: plane, grid: grid)
    return max(0, slice - reach)...min(plane.slices - 1, slice + reach)
  }

  /// Slices on each side of the middle one, at least 1.
  func reach(of plane: DisplayPlane, grid: VoxelGrid) -> Int {
    let slices = millimetres / Self.spacing(of: plane, grid: grid)
    let reach = ((slices - 1) / 2).rounded().clamped(to: Double(plane.slices))
    // No more than all slices, seen from the middle one.
    return max(min(Int(reach), (plane.slices - 1) / 2), 1)
  }

  /// How thick the slab is in a plane where no end of the volume cuts it off.
  func shownMillimetres(in plane: DisplayPlane, grid: VoxelGrid) -> Double {
    Double(2 * reach(of: plane, grid: grid) + 1) * Self.spacing(of: plane, grid: grid)
  }

  /// The distance from slice to slice, in mm; on a sheared grid that is less than a step.
  static func spacing(of plane: DisplayPlane, grid: VoxelGrid) -> Double {
    let affine = grid.affine
    let area = affine.column(plane.columnAxis).cross(affine.column(plane.rowAxis)).length
    let spacing = grid.voxelVolume / area
    return SliceGeometry.isUsable(spacing) ? spacing : 1
  }

  /// "MIP 10 mm": what a pane of a plane shows as one; "" when it is off.
  func text(in plane: DisplayPlane, grid: VoxelGrid) -> String {
    guard projection != .off else { return "" }
    let millimetres = shownMillimetres(in: plane, grid: grid)
    let isWhole = abs(millimetres - millimetres.rounded()) < 0.05
    return "\(name) \(fixed(millimetres, isWhole ? 0 : 1)) mm"
  }

  /// "MIP" or "mean"; "" when it is off.
  var name: String {
    switch projection {
    case .off: ""
    case .maximum: "MIP"
    case .mean: "mean"
    }
  }
}
