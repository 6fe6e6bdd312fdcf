/// What stands after ":" while it is being typed.
public struct TypedLine: Equatable, Sendable {
  public internal(set) var editor: LineEditor
  /// What Tab found for the word before the cursor, until another key is pressed.
  public internal(set) var completion: Completion?
  /// The last folder that was listed for Tab; read anew for every line.
  var listing: FolderListing?
  /// The folder that Tab waits for.
  var awaited: String?
  /// Where in the history Up and Down are.
  var recall: Recall?

  /// A line that came out of the history.
  struct Recall: Equatable, Sendable {
    /// What had been typed: only lines that begin so are shown.
    var draft: String
    /// Counts back from the newest line, from 0.
    var index: Int
  }

  public init(_ text: String = "") { editor = LineEditor(text) }

  public var text: String { editor.text }
}
