/// Text as the characters of a row of cells: one a column, "\0" in the second of a wide one.
struct ScreenText: Sendable {
  private(set) var characters: [Character]

  var columns: Int { characters.count }

  /// - Parameter unicode: false replaces everything outside ASCII by "?".
  init(_ text: String, unicode: Bool) {
    characters = []
    characters.reserveCapacity(text.utf8.count)
    for character in text {
      let columns = character.terminalColumns
      if columns == 0 || character.hasUncertainWidth || (!unicode && !character.isASCII) {
        characters.append("?")
      } else {
        characters.append(character)
        if columns == 2 { characters.append("\0") }
      }
    }
  }

  /// At most `limit` columns; what is cut off leaves `ellipsis` behind.
  func truncated(to limit: Int, ellipsis: Character) -> ScreenText {
    guard columns > limit else { return self }
    var result = self
    guard limit > 0 else {
      result.characters = []
      return result
    }
    result.characters = Array(characters.prefix(limit - 1))
    // A wide character must not lose its second column.
    if limit - 1 < columns, characters[limit - 1] == "\0", !result.characters.isEmpty {
      result.characters[result.characters.count - 1] = " "
    }
    result.characters.append(ellipsis)
    return result
  }
}

extension String {
  /// The words in lines of at most `columns` characters; longer words are broken.
  func wrapped(to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ").map(String.init) {
      var word = word
      if !line.isEmpty, line.count + 1 + word.count <= columns {
        line += " " + word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while word.count > max(1, columns) {
        lines.append(String(word.prefix(max(1, columns))))
        word = String(word.dropFirst(max(1, columns)))
      }
      line = word
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }
}
