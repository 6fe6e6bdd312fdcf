import Glibc

/// What the user asked of the terminal.
public struct ScreenOptions: Hashable, Sendable {
  public enum Color: String, CaseIterable, Hashable, Sendable {
    /// As many as the terminal has, none where `NO_COLOR` is set and not empty.
    case auto
    /// As many as the terminal has, whatever `NO_COLOR` says.
    case always
    case never
  }

  public var color: Color
  /// Draw ASCII only, whatever the locale says.
  public var ascii: Bool
  /// How long a lone escape byte waits for the rest of a sequence.
  public var escapeDelayMilliseconds: Int

  /// `escapeDelayMilliseconds` defaults to `ESCDELAY` of the environment, which curses programs
  /// share, or to 50.
  public init(color: Color = .auto, ascii: Bool = false, escapeDelayMilliseconds: Int? = nil) {
    self.color = color
    self.ascii = ascii
    self.escapeDelayMilliseconds =
      escapeDelayMilliseconds
      ?? environment("ESCDELAY").flatMap(Int.init).flatMap { (1...5000).contains($0) ? $0 : nil }
      ?? 50
  }
}

/// An environment variable, `nil` where it is unset or empty.
package func environment(_ name: String) -> String? {
  guard let value = getenv(name) else { return nil }
  let text = String(cString: value)
  return text.isEmpty ? nil : text
}
