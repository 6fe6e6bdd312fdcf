/// Which key gives which command: the table that dispatch, hints and help are made from.
public struct Keymap: Sendable {
  public let bindings: [KeyBinding]
  private let commands: [Key: Command]
  private let keys: [Command: Key]

  /// - Parameter bindings: where a key stands twice, the first counts.
  public init(_ bindings: [KeyBinding]) {
    self.bindings = bindings
    let entries = bindings.flatMap(\.entries)
    commands = Dictionary(entries.map { ($0.key, $0.command) }) { first, _ in first }
    keys = Dictionary(entries.map { ($0.command, $0.key) }) { first, _ in first }
  }

  public func command(for key: Key) -> Command? { commands[key] }

  /// The first key of a command; `nil` when no key gives it.
  public func key(of command: Command) -> Key? { keys[command] }

  /// How a reader gives a command, for messages: the first key, or what to type without one.
  public func name(of command: Command) -> String { keys[command]?.name ?? ":\(command.name)" }

  /// Keys that stand in the table more than once.
  public var conflicts: [Key] {
    var seen: Set<Key> = []
    return bindings.flatMap(\.entries).map(\.key).filter { !seen.insert($0).inserted }
  }
}
