import Imaging

/// Which part of the slices fills the picture.
public struct Viewport: Equatable, Sendable {
  public enum Zoom: Equatable, Sendable {
    /// The whole slice, as large as it goes.
    case fit
    /// The patient's body without the air and the table around it, as large as it goes; the whole
    /// slice where the body fills it.
    case body
    /// Millimetres of the patient across one character column, in all panes: independent of how
    /// many pixels the renderer makes of a cell.
    case millimetresPerColumn(Double)
  }

  public var zoom: Zoom
  /// What is in the middle of each plane's pane, in display voxels from the slice's left and top
  /// edge (the centre of the first voxel is 0.5); without one the middle of the slice or body.
  public var centres: [Plane: SIMD2<Double>]

  public init(zoom: Zoom = .fit, centres: [Plane: SIMD2<Double>] = [:]) {
    self.zoom = zoom
    self.centres = centres
  }
}
