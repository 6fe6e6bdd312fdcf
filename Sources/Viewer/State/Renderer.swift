/// How the reader wants pixels to be made of character cells.
public enum Renderer: String, CaseIterable, Hashable, Codable, Sendable {
  /// What suits the terminal best.
  case auto
  /// Half blocks: two pixels a cell, each in its own colour.
  case half
  /// Quadrants: four pixels a cell in the two colours that come nearest.
  case quadrant
  /// Spaces with a background: one pixel a cell.
  case background
  /// Characters by their density.
  case ascii
}
