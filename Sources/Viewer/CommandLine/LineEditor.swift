/// A line of text being typed, with a cursor in it.
public struct LineEditor: Equatable, Sendable {
  public private(set) var text: String
  /// Characters before the cursor.
  public private(set) var cursor: Int

  /// Longer than any path that is typed; a key held down must not grow it for ever.
  public static let limit = 1000

  /// The cursor stands at the end.
  public init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  var beforeCursor: String { String(text.prefix(cursor)) }
  var afterCursor: String { String(text.dropFirst(cursor)) }

  /// - Returns: whether the key is one that edits; others leave the line as it is.
  mutating func edit(with key: Key) -> Bool {
    switch key {
    case .character(let character):
      if text.count < Self.limit { insert(String(character)) }
    case .backspace:
      set(String(beforeCursor.dropLast()), afterCursor)
    case .delete:
      set(beforeCursor, String(afterCursor.dropFirst()))
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(text.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .control("u"): set("", afterCursor)
    case .control("k"): set(beforeCursor, "")
    case .control("w"):
      let words = beforeCursor.reversed().drop { $0 == " " }.drop { $0 != " " }
      set(String(words.reversed()), afterCursor)
    default: return false
    }
    return true
  }

  /// Replaces the text from the character `start` up to the cursor.
  mutating func replace(from start: Int, by replacement: String) {
    let kept = String(text.prefix(min(max(start, 0), cursor)))
    set(kept + String(replacement.prefix(Self.limit)), afterCursor)
  }

  private mutating func insert(_ typed: String) { set(beforeCursor + typed, afterCursor) }

  private mutating func set(_ before: String, _ after: String) {
    text = before + after
    // A combining mark joins its letter, and may join across the cursor.
    cursor = min(before.count, text.count)
  }
}
