/// The words after a command's name, as they were typed.
struct LineArguments: Sendable {
  /// All that stands after the name.
  let text: String
  let words: [String]

  init(_ text: String) {
    self.text = String(text.drop { $0 == " " })
    words = text.split(separator: " ").map(String.init)
  }

  var count: Int { words.count }

  /// A word; `nil` when there are not so many.
  subscript(index: Int) -> String? { words.indices.contains(index) ? words[index] : nil }

  /// Those after the first, as they were typed.
  func dropFirst() -> LineArguments { LineArguments(String(text.drop { $0 != " " })) }
}
