extension Canvas {
  /// Turns pixels into cells.
  mutating func draw(_ picture: Picture, in rect: CellRect, style: PixelStyle) {
    switch style {
    case .halfBlock: drawHalfBlocks(picture, in: rect)
    case .quadrant: drawQuadrants(picture, in: rect)
    case .background: drawBackgrounds(picture, in: rect)
    case .ascii: drawCharacters(picture, in: rect)
    }
  }

  private mutating func drawHalfBlocks(_ picture: Picture, in rect: CellRect) {
    for row in 0..<rect.rows {
      let upperRow = 2 * row * picture.columns
      for column in 0..<rect.columns {
        let upper = color(picture, upperRow + column)
        let lower = color(picture, upperRow + picture.columns + column)
        // A blank says the same in one colour, and curses can send runs of blanks cheaply.
        let cell =
          upper == lower
          ? Cell(" ", background: lower) : Cell("▀", foreground: upper, background: lower)
        set(cell, column: rect.column + column, row: rect.row + row)
      }
    }
  }

  private mutating func drawBackgrounds(_ picture: Picture, in rect: CellRect) {
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let color = color(picture, row * picture.columns + column)
        set(
          Cell(" ", background: color), column: rect.column + column, row: rect.row + row)
      }
    }
  }

  private func color(_ picture: Picture, _ pixel: Int) -> Color {
    color(picture.inks[pixel], picture.brightness[pixel])
  }

  func color(_ ink: Ink, _ brightness: Float) -> Color {
    switch ink {
    case .image: theme.grey(brightness)
    case .unread: theme.unread
    case .contour(let lesion), .line(let lesion):
      theme.lesion(lesion.id, isSelected: lesion.isSelected)
    case .end(let lesion): theme.end(lesion.id, isSelected: lesion.isSelected)
    case .fill(let lesion):
      theme.filled(lesion.id, isSelected: lesion.isSelected, brightness: brightness)
    case .crosshair: theme.crosshair
    case .truth: theme.truth
    case .agreement(let kind): theme.agreement(kind, brightness: brightness)
    }
  }

  private mutating func drawCharacters(_ picture: Picture, in rect: CellRect) {
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let pixel = row * picture.columns + column
        set(
          characterCell(picture.inks[pixel], brightness: picture.brightness[pixel]),
          column: rect.column + column, row: rect.row + row)
      }
    }
  }

  /// Overlays use characters that the ramp does not, so that they are told apart even where
  /// there is neither colour nor bold.
  private func characterCell(_ ink: Ink, brightness: Float) -> Cell {
    let shade = Self.ramp[Int((brightness * Float(Self.ramp.count - 1)).rounded())]
    switch ink {
    case .image:
      return Cell(shade)
    case .unread:
      return Cell("/", style: .dim)
    case .contour(let lesion):
      return Cell(
        glyph(lesion), foreground: theme.lesion(lesion.id, isSelected: lesion.isSelected),
        style: lesion.isSelected ? .bold : [])
    case .fill(let lesion) where capability.colors == .none:
      return Cell(glyph(lesion), style: lesion.isSelected ? .reverse : [])
    case .fill(let lesion):
      // The shade stays readable on the lesion's colour.
      return Cell(
        shade, foreground: theme.black,
        background: theme.filled(lesion.id, isSelected: lesion.isSelected, brightness: 0.75),
        style: lesion.isSelected ? .bold : [])
    case .line(let lesion), .end(let lesion):
      return Cell(
        "+", foreground: theme.lesion(lesion.id, isSelected: lesion.isSelected),
        style: lesion.isSelected ? .bold : [])
    case .truth: return Cell("t", foreground: theme.truth)
    case .agreement(let kind):
      let letter: Character =
        switch kind {
        case .truePositive: "T"
        case .falsePositive: "F"
        case .falseNegative: "M"
        }
      return Cell(letter, foreground: theme.agreement(kind, brightness: brightness))
    case .crosshair(let isVertical):
      return Cell(isVertical ? "|" : "-", foreground: theme.crosshair, style: .bold)
    }
  }

  /// The last digit of a lesion's id.
  private func glyph(_ lesion: LesionInk) -> Character {
    Character(String(lesion.id % 10))
  }

  /// From black to white on a dark screen.
  private static let ramp: [Character] = Array(" .:;=ox*#%@")
}
