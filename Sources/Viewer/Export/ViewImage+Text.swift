extension ViewImage {
  /// Where text stands against the place that is named for it.
  enum Alignment { case left, centre, right }

  /// Writes a line of text in a black rim.
  ///
  /// - Parameters:
  ///   - row: the capitals' upper edge.
  ///   - scale: pixels a dot of the font.
  ///   - rect: dots outside are left out.
  mutating func write(
    _ text: [Character], column: Int, row: Int, scale: Int, color: RGBColor,
    alignment: Alignment = .left, in rect: PixelRect
  ) {
    let width = Self.width(of: text.count, scale: scale)
    let left =
      switch alignment {
      case .left: column
      case .centre: column - width / 2
      case .right: column - width
      }
    // The whole rim first: a letter's rim must not cover its neighbour. It is as wide as the gap
    // between letters, so that text on bright tissue stands on black.
    for (rim, color) in [(scale, RGBColor.black), (0, color)] {
      for (index, character) in text.enumerated() {
        let glyph = BitmapFont.standard.glyph(character)
        let start = left + index * BitmapFont.advance * scale
        for (dot, hasInk) in glyph.enumerated() where hasInk {
          let dotColumn = start + dot % BitmapFont.columns * scale
          let dotRow = row + dot / BitmapFont.columns * scale
          guard rect.contains(column: dotColumn, row: dotRow) else { continue }
          fill(
            PixelRect(
              column: dotColumn - rim, row: dotRow - rim, columns: scale + 2 * rim,
              rows: scale + 2 * rim), color)
        }
      }
    }
  }

  /// Pixels across a line of text.
  static func width(of characters: Int, scale: Int) -> Int {
    max(0, characters * BitmapFont.advance - 1) * scale
  }
}
