/// A wish to give a key another command, or none.
public struct KeyChange: Hashable, Sendable {
  public let key: Key
  /// `nil` takes the key's command away.
  public let command: Command?
  /// The line of the configuration file, from 1.
  public let line: Int

  public init(_ key: Key, _ command: Command?, line: Int) {
    self.key = key
    self.command = command
    self.line = line
  }
}
