/// The lines that were run, for Up and Down.
struct LineHistory: Equatable, Sendable {
  /// Oldest first.
  private(set) var lines: [String] = []

  private static let limit = 200

  /// Keeps a line; one that was run before moves to the end.
  mutating func add(_ line: String) {
    lines.removeAll { $0 == line }
    lines.append(line)
    if lines.count > Self.limit { lines.removeFirst() }
  }

  /// The lines that begin with a text, newest first.
  func lines(from draft: String) -> [String] { lines.reversed().filter { $0.hasPrefix(draft) } }
}
