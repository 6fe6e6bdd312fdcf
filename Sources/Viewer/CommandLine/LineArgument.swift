import Imaging

/// One argument of a ``LineCommand``: how the help calls it, and what Tab makes of it.
struct LineArgument: Sendable {
  enum Values: Sendable {
    /// Anything; Tab has nothing to say.
    case free
    /// One of some words, which may depend on what is open.
    case words(@Sendable (State) -> [String])
    case file(foldersOnly: Bool)
  }

  let name: String
  let values: Values
  let isOptional: Bool
  /// Whether it is the rest of the line, blanks and all. For a last argument.
  let takesRest: Bool
  /// Whether a word is meant for it: else for the argument after it. For an optional one that
  /// another follows.
  let accepts: @Sendable (String) -> Bool

  init(
    _ name: String, _ values: Values = .free, isOptional: Bool = false, takesRest: Bool = false,
    accepts: @escaping @Sendable (String) -> Bool = { _ in true }
  ) {
    self.accepts = accepts
    self.name = name
    self.values = values
    self.isOptional = isOptional
    self.takesRest = takesRest
  }

  var usage: String { isOptional ? "[\(name)]" : name }
}

extension LineArgument.Values {
  static func oneOf(_ words: [String]) -> Self { .words { _ in words } }

  static let windowPreset = oneOf(IntensityWindow.Preset.allCases.map(\.rawValue) + ["auto"])
  static let lesion = Self.words { state in state.work.lesions.map { String($0.id) } }
  static let keyCommand = oneOf(Command.listed.map(\.name))

  /// Made when it is asked for, since the commands' table names it.
  static let helpTopic = Self.words { _ in
    KeyBinding.Group.allCases.map { $0.rawValue.lowercased() }
      + LineCommand.all.map(\.name).filter { Command(name: $0) == nil }
      + Command.listed.map(\.name)
  }

  /// Keys with a name, and those that have a command.
  static let key = Self.words { state in
    var seen: Set<String> = []
    let bound = state.options.keymap.bindings.flatMap(\.entries).map(\.key)
    return (Key.named + bound).map(\.name).filter { seen.insert($0).inserted }
  }
}
