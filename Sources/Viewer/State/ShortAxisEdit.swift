import Imaging

/// A short axis while it is being edited.
public struct ShortAxisEdit: Equatable, Sendable {
  /// The end that the arrows move; the other one follows.
  public enum End: Sendable { case first, second }

  /// As it stands now; not yet the lesion's.
  public internal(set) var axis: Diameter
  public internal(set) var moving = End.first

  init(_ axis: Diameter) { self.axis = axis }

  /// Where the moving end is.
  var place: Voxel { moving == .first ? axis.a : axis.b }
  /// Where the end is that follows.
  var following: Voxel { moving == .first ? axis.b : axis.a }

  mutating func switchEnd() { moving = moving == .first ? .second : .first }

  /// Puts the moving end on a voxel; the other keeps its height across the long axis, as nearly
  /// perpendicular to it as ``Imaging/Diameter/perpendicular(from:towards:in:on:)`` says.
  mutating func move(to voxel: Voxel, across longAxis: Diameter, on grid: VoxelGrid) {
    let line = longAxis.perpendicular(
      from: voxel, towards: following, in: DisplayPlane(.axial, of: grid), on: grid)
    axis = moving == .first ? line : line.reversed
  }
}
