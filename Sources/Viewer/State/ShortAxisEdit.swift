import Imaging

/// A short axis while it is being edited.
public struct ShortAxisEdit: Equatable, Sendable {
  /// The end that the arrows move; the other one follows.
  public enum End: Sendable { case first, second }

  /// As it stands now; not yet the lesion's.
  public internal(set) var axis: Diameter
  public internal(set) var moving = End.first
  /// Where each end was put last by itself, whatever voxels it has followed through since: its extent
  /// across the long axis is that voxel's, so that the axis depends on where its ends were put and
  /// not on the way there.
  private var put: Diameter

  init(_ axis: Diameter) {
    self.axis = axis
    put = axis
  }

  /// Where the moving end is.
  var place: Voxel { moving == .first ? axis.a : axis.b }

  mutating func switchEnd() { moving = moving == .first ? .second : .first }

  /// Puts the moving end on a voxel: its extent across the long axis and the line's place along it
  /// are that voxel's. The other end keeps its own extent, as nearly perpendicular as
  /// ``Imaging/Diameter/perpendicular(from:towards:in:on:)`` says.
  mutating func move(to voxel: Voxel, across longAxis: Diameter, on grid: VoxelGrid) {
    put = moving == .first ? Diameter(voxel, put.b) : Diameter(put.a, voxel)
    let line = longAxis.perpendicular(
      from: voxel, towards: moving == .first ? put.b : put.a, in: DisplayPlane(.axial, of: grid),
      on: grid)
    axis = moving == .first ? line : line.reversed
  }
}
