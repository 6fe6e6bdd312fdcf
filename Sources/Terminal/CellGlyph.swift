/// What is sent for a cell's character: one column or two, never a control character.
struct CellGlyph {
  /// As many scalars as a cell of curses holds.
  static let longest = 5

  let scalars: Character.UnicodeScalarView

  /// A question mark stands for what the terminal cannot show. The last guard, not the first:
  /// text from files is made safe where it is read.
  init(_ character: Character, unicode: Bool) {
    scalars = (Self.isShowable(character, unicode: unicode) ? character : "?").unicodeScalars
  }

  private static func isShowable(_ character: Character, unicode: Bool) -> Bool {
    if let ascii = character.asciiValue, character != "\r\n" {
      return (0x20...0x7E).contains(ascii)
    }
    guard unicode else { return false }
    // The picture's own characters, thousands a frame: not worth a look into Unicode's tables.
    if let block = character.unicodeScalars.first, (0x2580...0x259F).contains(block.value),
      character.unicodeScalars.count == 1
    {
      return true
    }
    var scalars = character.unicodeScalars.makeIterator()
    guard let base = scalars.next(), Self.isBase(base) else { return false }
    while let mark = scalars.next() {
      guard Self.isMark(mark) else { return false }
    }
    return true
  }

  // By Unicode's categories and not by wcwidth, which knows nothing until a locale is set.

  private static func isBase(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
      .nonspacingMark, .enclosingMark:
      false
    default: true
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
