/// Which part of a slice fills the picture.
public struct Viewport: Equatable, Sendable {
  public enum Zoom: Equatable, Sendable {
    /// The whole slice, as large as it goes.
    case fit
    /// Millimetres of the patient across one character column: independent of how many pixels
    /// the renderer makes of a cell.
    case millimetresPerColumn(Double)
  }

  public var zoom: Zoom
  /// What is in the middle, in display voxels from the slice's left and top edge (the centre of
  /// the first voxel is 0.5); `nil` for the middle of the slice.
  public var centre: SIMD2<Double>?

  public init(zoom: Zoom = .fit, centre: SIMD2<Double>? = nil) {
    self.zoom = zoom
    self.centre = centre
  }
}
