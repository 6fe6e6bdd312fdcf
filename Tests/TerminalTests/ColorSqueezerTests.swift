import Terminal
import Testing

@Suite("Fewer bytes for colours")
struct ColorSqueezerTests {
  static func squeeze(_ text: String) -> String {
    String(decoding: ColorSqueezer.squeeze(Array(text.utf8)), as: UTF8.self)
  }

  @Test("Two colours are one sequence, and a colour that is there is not sent again")
  func shorter() {
    #expect(
      Self.squeeze(
        "\u{1B}[38;5;20m\u{1B}[48;5;30m▀\u{1B}[38;5;20m\u{1B}[48;5;31m▀\u{1B}[38;5;21m\u{1B}[48;5;31m▀"
      ) == "\u{1B}[38;5;20;48;5;30m▀\u{1B}[48;5;31m▀\u{1B}[38;5;21m▀")
    #expect(
      Self.squeeze("\u{1B}[38:2::1:2:3m\u{1B}[48:2::4:5:6ma\u{1B}[38:2::1:2:4mb")
        == "\u{1B}[38:2::1:2:3;48:2::4:5:6ma\u{1B}[38:2::1:2:4mb")
    #expect(Self.squeeze("\u{1B}[31m\u{1B}[42mx") == "\u{1B}[31;42mx")
  }

  @Test("After a reset, an attribute or anything unknown, colours are sent again")
  func resets() {
    for unknown in ["\u{1B}[39;49m", "\u{1B}[m", "\u{1B}[1m", "\u{1B}(B", "\u{1B}[?25h", "\u{1B}c"]
    {
      let text = "\u{1B}[38;5;20ma\(unknown)\u{1B}[38;5;20mb"
      #expect(Self.squeeze(text) == text)
    }
  }

  @Test("Moves keep colours, and a line is erased in the colour meant for it")
  func moves() {
    #expect(
      Self.squeeze("\u{1B}[48;5;20ma\u{1B}[5;6H\u{1B}[48;5;20mb\u{1B}[48;5;21m\u{1B}[K\u{1B}[3X")
        == "\u{1B}[48;5;20ma\u{1B}[5;6Hb\u{1B}[48;5;21m\u{1B}[K\u{1B}[3X")
  }

  @Test(
    "What is cut off or no colour passes as it is",
    arguments: [
      "", "\u{1B}", "\u{1B}[", "\u{1B}[38;5", "a\u{1B}[38;5;20", "\u{1B}[38;5;mx",
      "\u{1B}[38;2;1;2;3mx", "\u{1B}[38;5;20;1mx", "\u{1B}[3mx", "\u{1B}[38mx", "\u{1B}[9mx",
    ])
  func passes(text: String) {
    #expect(Self.squeeze(text) == text)
  }

  /// A terminal's view: what each character looks like, and everything else in its order.
  static func shown(_ text: String) -> [String] {
    var result: [String] = []
    var look = ["", ""]
    var rest = text[...]
    while let first = rest.first {
      guard first == "\u{1B}", let end = rest.dropFirst(2).firstIndex(where: { $0.isLetter }) else {
        result.append("\(first) \(look)")
        rest = rest.dropFirst()
        continue
      }
      let sequence = rest[...end].dropFirst(2)
      if sequence.last == "m" {
        var parts = sequence.dropLast().split(separator: ";").map(String.init)[...]
        if parts.isEmpty { look = ["", ""] }
        while let part = parts.popFirst() {
          var code = part
          if code == "38" || code == "48" {
            code += ";" + parts.prefix(2).joined(separator: ";")
            parts = parts.dropFirst(2)
          }
          if code.hasPrefix("38") { look[0] = code } else { look[1] = code }
        }
      } else {
        result.append("\(sequence) \(look)")
      }
      rest = rest[rest.index(after: end)...]
    }
    return result
  }

  @Test("Whatever curses writes, every character keeps its colours")
  func anything() {
    var random = SystemRandomNumberGenerator()
    let colors = (1...4).flatMap { ["38;5;\($0)m", "48;5;\($0)m", "38:2::\($0):0:9m"] }
    let others = ["m", "5;7H", "K", "2X"]
    for _ in 0..<500 {
      var text = ""
      for _ in 0..<60 {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: text += "\u{1B}[" + others.randomElement(using: &random)!
        case 1...4: text += "▀"
        default: text += "\u{1B}[" + colors.randomElement(using: &random)!
        }
      }
      let squeezed = Self.squeeze(text)
      #expect(Self.shown(squeezed) == Self.shown(text))
      #expect(squeezed.utf8.count <= text.utf8.count)
    }
  }
}
