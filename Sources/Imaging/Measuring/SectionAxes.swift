/// The long and the short axis of a lesion's section in one axial slice, as RECIST 1.1 defines them.
public struct SectionAxes: Hashable, Sendable {
  /// The two voxel centres of the section that lie farthest apart.
  public var longAxis: Diameter
  public var longMillimetres: Double
  /// The two voxels between which the section is longest across the long axis. Both lie in a strip
  /// across it as wide as one step of the coarser axis of the slice, so the line between them is
  /// perpendicular to the long axis within that step; `nil` when the section has no extent across.
  public var shortAxis: Diameter?
  /// How far apart the short axis's ends are across the long axis, in mm; 0 without one.
  public var shortMillimetres: Double

  public init(
    longAxis: Diameter, longMillimetres: Double, shortAxis: Diameter?, shortMillimetres: Double
  ) {
    self.longAxis = longAxis
    self.longMillimetres = longMillimetres
    self.shortAxis = shortAxis
    self.shortMillimetres = shortMillimetres
  }
}
