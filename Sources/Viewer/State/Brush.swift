/// The brush that changes a mask by hand.
public struct Brush: Equatable, Sendable {
  public enum Pen: Sendable { case painting, erasing }

  /// What moving does; `nil` while the pen is up.
  public internal(set) var pen: Pen?
  /// The revision that the present stroke has made: what follows is the same step of undo. `nil`
  /// before it changed anything.
  var strokeRevision: Int?

  /// In mm; 0 is the voxel under the cursor alone.
  static let radii: [Double] = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20]
  static let usualRadius = 3.0
}
