/// What is written for other programs and for people, beside what a save keeps.
public struct Export: Sendable {
  public enum Content: Sendable {
    /// The current view, as PNG.
    case picture(ViewImage)
    /// A row a lesion, as CSV.
    case table(SessionSnapshot)
    /// A letter as plain text, in printable ASCII alone if asked for.
    case report(SessionSnapshot, ascii: Bool)
  }

  public var content: Content
  /// Where to, as the reader named it; `nil` for a free name beside the image.
  public var path: String?

  public init(_ content: Content, path: String? = nil) {
    self.content = content
    self.path = path
  }
}
