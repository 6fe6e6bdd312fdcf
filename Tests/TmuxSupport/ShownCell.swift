/// A cell as a terminal shows it.
public struct ShownCell: Hashable, Sendable {
  public var character: Character = " "
  /// The SGR parameters that set them: "31", "38;5;240"; empty for the terminal's own.
  public var foreground = ""
  public var background = ""
  /// The SGR numbers of bold, reverse and so on.
  public var attributes: Set<Int> = []

  /// The cells of a text with SGR sequences, row by row.
  static func rows(of text: String) -> [[ShownCell]] {
    var look = ShownCell()
    var rows: [[ShownCell]] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var row: [ShownCell] = []
      var rest = line[...]
      while let first = rest.first {
        if first == "\u{1B}", let end = rest.firstIndex(of: "m") {
          look.apply(rest[..<end].dropFirst(2))
          rest = rest[rest.index(after: end)...]
        } else {
          look.character = first
          row.append(look)
          rest = rest.dropFirst()
        }
      }
      rows.append(row)
    }
    return rows
  }

  private mutating func apply(_ parameters: Substring) {
    var numbers = parameters.split(separator: ";").compactMap { Int($0) }[...]
    if numbers.isEmpty { numbers = [0] }
    while let number = numbers.popFirst() {
      switch number {
      case 0: self = ShownCell()
      case 1...9: attributes.insert(number)
      // 22 ends both bold and dim.
      case 22: attributes.subtract([1, 2])
      case 23...29: attributes.remove(number - 20)
      case 30...37, 90...97: foreground = "\(number)"
      case 39: foreground = ""
      case 40...47, 100...107: background = "\(number)"
      case 49: background = ""
      case 38: foreground = "38;" + Self.color(&numbers)
      case 48: background = "48;" + Self.color(&numbers)
      default: break
      }
    }
  }

  /// The parameters that follow 38 or 48: `5;n` or `2;r;g;b`.
  private static func color(_ numbers: inout ArraySlice<Int>) -> String {
    let count = numbers.first == 5 ? 2 : 4
    defer { numbers = numbers.dropFirst(count) }
    return numbers.prefix(count).map(String.init).joined(separator: ";")
  }
}
