/// Which part of the help is on the screen.
public struct HelpPage: Equatable, Sendable {
  public enum Content: Equatable, Sendable {
    /// The keys in use, and what can be typed.
    case keys
    /// Every command by its name.
    case commands
    /// The keys of the worklist, which lies below with a case marked.
    case caseList(CaseID)
    /// The keys of the RECIST table, which lies below.
    case response(ResponseSelection)
  }

  public var content = Content.keys
  /// Rows that are scrolled out above.
  public internal(set) var scroll = 0
  /// Only lines with this text are shown; all when it is empty.
  public internal(set) var query = ""
  /// The query while it is typed after "/".
  public internal(set) var search: LineEditor?
  /// Why commands cannot act in the mode below, by command; those that can are left out.
  var refusals: [Command: String] = [:]

  public init(_ content: Content = .keys) { self.content = content }
}
