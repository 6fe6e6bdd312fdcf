import Imaging

/// What is drawn on a pixel over the image.
enum Ink: Hashable, Sendable {
  case image
  /// Voxels that are not read yet.
  case unread
  case contour(LesionInk)
  case fill(LesionInk)
  case line(LesionInk)
  case end(LesionInk)
  case crosshair(isVertical: Bool)
  /// The outline of the true masks.
  case truth
  case agreement(Agreement)
}

/// Which lesion a pixel belongs to.
struct LesionInk: Hashable, Sendable {
  var id: Int
  var isSelected: Bool
}

/// The pixels of a slice, before they become cells.
struct Picture: Sendable {
  let columns: Int
  let rows: Int
  /// 0 (black) … 1 (white), row by row.
  var brightness: [Float]
  var inks: [Ink]
  /// What of the slice is there while the study is being read; `nil` once it is whole.
  let area: ReadArea?

  /// The image alone, or black.
  init(
    of volume: Volume, geometry: SliceGeometry, window: IntensityWindow, showsImage: Bool,
    interpolates: Bool = false, slab: Slab = Slab()
  ) {
    columns = geometry.pixelColumns
    rows = geometry.pixelRows
    inks = [Ink](repeating: .image, count: columns * rows)
    area = volume.isWhole ? nil : ReadArea(volume.box, geometry: geometry)
    if showsImage {
      brightness = SliceSampler.pixels(
        of: volume, geometry: geometry, area: area, interpolates: interpolates, slab: slab)
      for index in brightness.indices { brightness[index] = window.brightness(brightness[index]) }
    } else {
      brightness = [Float](repeating: 0, count: columns * rows)
    }
    guard let area else { return }
    for row in 0..<rows {
      for column in 0..<columns where area.isUnread(column: column, row: row) {
        inks[row * columns + column] = .unread
      }
    }
  }

  /// Draws on a pixel; places outside the picture are ignored.
  mutating func set(_ ink: Ink, column: Int, row: Int) {
    guard column >= 0, column < columns, row >= 0, row < rows else { return }
    inks[row * columns + column] = ink
  }

  /// Draws a straight dotted line: every other pixel still shows what it measures.
  mutating func line(
    from start: (column: Int, row: Int), to end: (column: Int, row: Int), ink: Ink
  ) {
    let steps = max(abs(end.column - start.column), abs(end.row - start.row))
    for step in stride(from: 0, through: steps, by: 2) {
      let share = steps == 0 ? 0 : Double(step) / Double(steps)
      let column = Double(start.column) + share * Double(end.column - start.column)
      let row = Double(start.row) + share * Double(end.row - start.row)
      set(ink, column: Int(column.rounded()), row: Int(row.rounded()))
    }
  }
}
