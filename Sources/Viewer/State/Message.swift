/// One line for the reader; it stays until the next key.
public struct Message: Equatable, Sendable {
  public enum Kind: Equatable, Sendable { case info, warning, error }

  public var kind: Kind
  public var text: String

  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}
