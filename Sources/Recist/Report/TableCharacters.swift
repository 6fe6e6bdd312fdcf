/// Which characters a text report is drawn with.
package enum TableCharacters: Sendable {
  /// A rule of box drawing characters; names as they are.
  case unicode
  /// ASCII alone; every other character of a name becomes a question mark.
  case ascii

  /// In the report's rules, below titles.
  var rule: Character { self == .ascii ? "-" : "\u{2500}" }
  /// Where a name is cut.
  var ellipsis: Character { self == .ascii ? "~" : "\u{2026}" }

  /// Text that takes one line and moves no cursor.
  func plain(_ text: String) -> String {
    String(text.map { isShown($0) ? $0 : "?" })
  }

  private func isShown(_ character: Character) -> Bool {
    if character.isASCII { return character.asciiValue.map { (0x20..<0x7F).contains($0) } ?? false }
    guard self == .unicode else { return false }
    return character.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
        .privateUse:
        false
      default: true
      }
    }
  }
}

extension String {
  /// Columns that a terminal gives the text: two for East Asian wide characters and emoji.
  var columns: Int { reduce(0) { $0 + $1.columns } }
}

extension Character {
  fileprivate var columns: Int {
    guard let value = unicodeScalars.first?.value else { return 0 }
    switch value {
    case 0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23F3, 0x2600...0x27BF, 0x2B1B...0x2B55,
      0x2E80...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F000...0x1FAFF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
