import Foundation

extension Key {
  /// The keys that have a name rather than a character, as ``name`` writes them.
  static let named: [Key] = [
    .up, .down, .left, .right, .shiftUp, .shiftDown, .shiftLeft, .shiftRight, .pageUp, .pageDown,
    .home, .end, .enter, .escape, .backspace, .delete, .tab, .backTab, .character(" "),
  ]

  private static let byName: [String: Key] = {
    var keys: [String: Key] = [:]
    for key in named { keys[key.name.lowercased()] = key }
    let others: [(String, Key)] = [
      ("pageup", .pageUp), ("pagedown", .pageDown), ("return", .enter), ("escape", .escape),
      ("delete", .delete), ("backtab", .backTab),
    ]
    for (name, key) in others { keys[name] = key }
    return keys
  }()

  /// The key that is written so: ``name`` read back, upper and lower case alike where it is a word.
  ///
  /// - Throws: why there is no such key, for keys that terminals have no bytes for or keep to
  ///   themselves.
  static func parse(_ text: String) throws(Refusal) -> Key {
    if let key = byName[text.lowercased()] { return key }
    let composed = text.precomposedStringWithCanonicalMapping
    if composed.count == 1, composed.unicodeScalars.count == 1, let character = composed.first,
      character.terminalColumns > 0
    {
      return .character(character)
    }
    if let control = try control(text) { return control }
    throw Refusal(
      "no key is called \"\(text)\"; a key is one character, Ctrl- and a letter, or one of "
        + named.map(\.name).joined(separator: ", ") + ".")
  }

  /// "Ctrl-R", "Ctrl+r" or "^R".
  private static func control(_ text: String) throws(Refusal) -> Key? {
    let lower = text.lowercased()
    guard let prefix = ["ctrl-", "ctrl+", "^"].first(where: { lower.hasPrefix($0) }),
      lower.count == prefix.count + 1, let letter = lower.last
    else { return nil }
    switch letter {
    case "i": throw Refusal("\(text) arrives as Tab; name that.")
    case "j", "m": throw Refusal("\(text) arrives as Enter; name that.")
    case "h": throw Refusal("\(text) arrives as Backspace; name that.")
    case "[": throw Refusal("\(text) arrives as Esc; name that.")
    case "s", "q": throw Refusal("\(text) belongs to the terminal, which stops and goes on by it.")
    case "c", "\\": throw Refusal("\(text) always ends the viewer.")
    case "a"..."z", "]", "^", "_": return .control(letter)
    default: return nil
    }
  }
}
