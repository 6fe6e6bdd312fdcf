/// Lines of text that keep to a width.
struct TextLines {
  let width: Int
  private(set) var lines: [String] = []

  init(width: Int) { self.width = width }

  var text: String { lines.map { $0 + "\n" }.joined() }

  mutating func addBlank() { lines.append("") }

  /// Adds text that starts with `lead`; what does not fit goes on below it, indented as far as the
  /// lead is long.
  mutating func add(_ text: String, lead: String = "") {
    let indent = String(repeating: " ", count: lead.count)
    var start = lead
    for line in Self.wrapped(text, to: max(1, width - lead.count)) {
      lines.append(start + line)
      start = indent
    }
  }

  /// Adds a name and, in a column of its own, what it stands for; nothing where that is empty.
  mutating func add(_ name: String, _ text: String?, indent: Int, column: Int) {
    guard let text, !text.isEmpty else { return }
    let lead = String(repeating: " ", count: indent) + name
    add(text, lead: lead + String(repeating: " ", count: max(1, column - lead.count)))
  }

  /// Words in lines of at most `limit` characters; longer words are broken.
  private static func wrapped(_ text: String, to limit: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      var rest = word[...]
      if !line.isEmpty {
        if line.count + 1 + rest.count <= limit {
          line += " " + rest
          continue
        }
        lines.append(line)
      }
      while rest.count > limit {
        lines.append(String(rest.prefix(limit)))
        rest = rest.dropFirst(limit)
      }
      line = String(rest)
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }
}
