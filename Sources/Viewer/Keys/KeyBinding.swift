/// One line of the key list: what some keys do.
public struct KeyBinding: Sendable {
  /// Where the line stands in the help.
  public enum Group: String, CaseIterable, Sendable {
    case move = "Cursor"
    case slices = "Slices"
    case window = "Window and level"
    case view = "View"
    case lesions = "Lesions"
    case prediction = "Prediction"
    case masks = "Mask by hand"
    case cases = "Cases"
    case session = "Session"
  }

  /// One key and its command.
  public struct Entry: Sendable {
    public let key: Key
    public let command: Command

    public init(_ key: Key, _ command: Command) {
      self.key = key
      self.command = command
    }
  }

  public let group: Group
  public let entries: [Entry]
  /// What it does, without a full stop.
  public let help: String

  public init(_ group: Group, _ entries: [Entry], _ help: String) {
    self.group = group
    self.entries = entries
    self.help = help
  }

  /// Keys that all do the same.
  public init(_ group: Group, _ keys: [Key], _ command: Command, _ help: String) {
    self.init(group, keys.map { Entry($0, command) }, help)
  }

  /// The keys as the help shows them: "arrows hjkl", "PgUp .".
  public var label: String {
    var names: [String] = []
    var letters = ""
    var keys = entries.map(\.key)[...]
    func flush() {
      // Four and more letters are one word, fewer stand apart.
      if letters.count > 3 { names.append(letters) } else { names += letters.map { String($0) } }
      letters = ""
    }
    while let key = keys.first {
      if keys.starts(with: Self.arrows) || keys.starts(with: Self.shiftedArrows) {
        flush()
        names.append(key == Self.arrows[0] ? "arrows" : "Shift+arrows")
        keys = keys.dropFirst(Self.arrows.count)
        continue
      }
      if case .character(let character) = key, character != " " {
        letters.append(character)
      } else {
        flush()
        names.append(key.name)
      }
      keys = keys.dropFirst()
    }
    flush()
    return names.joined(separator: " ")
  }

  private static let arrows: [Key] = [.left, .down, .up, .right]
  private static let shiftedArrows: [Key] = [.shiftLeft, .shiftDown, .shiftUp, .shiftRight]
}
