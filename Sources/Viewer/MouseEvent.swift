/// What the mouse did, in character cells.
public struct MouseEvent: Hashable, Codable, Sendable {
  public enum Kind: String, Hashable, Codable, Sendable {
    case press
    /// Moved with a button down.
    case drag
    case release
    case wheelUp, wheelDown
  }

  public enum Button: String, Hashable, Codable, Sendable { case left, middle, right }

  public var kind: Kind
  /// `nil` for the wheel.
  public var button: Button?
  /// From 0 at the screen's left.
  public var column: Int
  /// From 0 at the screen's top.
  public var row: Int
  public var shift: Bool
  public var control: Bool

  public init(
    _ kind: Kind, _ button: Button? = nil, column: Int, row: Int, shift: Bool = false,
    control: Bool = false
  ) {
    self.kind = kind
    self.button = button
    self.column = column
    self.row = row
    self.shift = shift
    self.control = control
  }
}
