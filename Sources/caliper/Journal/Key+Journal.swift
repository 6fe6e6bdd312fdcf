import Viewer

/// Keys in journals: a character as it is, others by a name such as `<PgUp>` or `<C-r>`.
extension Key {
  var journalText: String {
    switch self {
    case .character(let character): String(character)
    case .control(let character): "<C-\(character)>"
    case .up, .down, .left, .right, .shiftUp, .shiftDown, .shiftLeft, .shiftRight, .pageUp,
      .pageDown, .home, .end, .enter, .escape, .backspace, .delete, .tab, .backTab:
      "<\(name)>"
    }
  }

  /// The key of a journal's text; `nil` for what no key is written as.
  init?(journalText text: String) {
    if text.count == 1, let character = text.first {
      self = .character(character)
    } else if text.count == 5, text.hasPrefix("<C-"), text.hasSuffix(">") {
      self = .control(text[text.index(text.startIndex, offsetBy: 3)])
    } else if let key = Self.named[text] {
      self = key
    } else {
      return nil
    }
  }

  private static let named: [String: Key] = {
    let keys: [Key] = [
      .up, .down, .left, .right, .shiftUp, .shiftDown, .shiftLeft, .shiftRight, .pageUp,
      .pageDown, .home, .end, .enter, .escape, .backspace, .delete, .tab, .backTab,
    ]
    return Dictionary(uniqueKeysWithValues: keys.map { ($0.journalText, $0) })
  }()
}
