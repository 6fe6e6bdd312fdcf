/// A piece of one surface and how far the other surface is.
public struct SurfaceElement: Hashable, Comparable, Sendable {
  /// Distance to the nearest element of the other surface, in mm; infinite where there is none.
  public let distance: Double
  /// In mm2.
  public let area: Double

  /// Nearer first, and of two at one distance the smaller.
  public static func < (a: SurfaceElement, b: SurfaceElement) -> Bool {
    a.distance == b.distance ? a.area < b.area : a.distance < b.distance
  }
}
