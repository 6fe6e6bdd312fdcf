import Foundation

/// A font of five by nine dots for text in pictures: ASCII and the signs that units need.
struct BitmapFont: Sendable {
  /// Columns and rows of a glyph, and from one glyph to the next.
  static let columns = 5
  static let rows = 9
  static let advance = 6
  /// Rows above the base line: a capital's height.
  static let capHeight = 7

  /// Whether each dot has ink, row by row.
  typealias Glyph = [Bool]

  static let standard = BitmapFont()

  private let glyphs: [Character: Glyph]

  private init() {
    var glyphs: [Character: Glyph] = [:]
    for sheet in Self.sheets {
      let lines = sheet.rows.split(separator: "\n").map(Array.init)
      for (index, character) in sheet.characters.enumerated() {
        let start = index * (Self.columns + 2)
        glyphs[character] = lines.flatMap { line in
          line.dropFirst(start).prefix(Self.columns).map { $0 == "#" }
        }
      }
    }
    self.glyphs = glyphs
  }

  /// The glyph of a character that ``characters(of:)`` gave.
  func glyph(_ character: Character) -> Glyph {
    glyphs[character] ?? [Bool](repeating: true, count: Self.columns * Self.rows)
  }

  /// Text in the characters that there are: "é" becomes "e", "×" becomes "x", others "?".
  func characters(of text: String) -> [Character] {
    text.flatMap { character -> [Character] in
      if glyphs[character] != nil { return [character] }
      if let replacement = Self.replacements[character] { return Array(replacement) }
      // A letter with its accents apart: the letter is what can be drawn.
      let base = String(character).decomposedStringWithCanonicalMapping.unicodeScalars.first
      if let base, glyphs[Character(base)] != nil { return [Character(base)] }
      return ["?"]
    }
  }

  private static let replacements: [Character: String] = [
    "×": "x", "±": "+/-", "–": "-", "—": "-", "…": "...", "ß": "ss", "æ": "ae", "Æ": "AE",
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "’": "'", "‘": "'", "“": "\"", "”": "\"",
    "\u{3BC}": "µ", "\u{A0}": " ",
  ]
}
