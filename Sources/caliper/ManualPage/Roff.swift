/// A manual page being written in the man(7) macros. All text that goes in is plain.
struct Roff {
  private(set) var text: String
  private var followsHeading = false

  /// - Parameters:
  ///   - source: the program and its version, for the page's foot.
  init(title: String, section: Int, source: String, manual: String) {
    // No date: the same program gives the same page.
    text = ".TH \(title) \(section) \"\" \"\(source)\" \"\(manual)\"\n"
  }

  mutating func section(_ title: String) { head(".SH", title) }
  mutating func subsection(_ title: String) { head(".SS", title) }

  private mutating func head(_ macro: String, _ title: String) {
    text += "\(macro) \(Self.escaped(title))\n"
    followsHeading = true
  }

  /// A heading begins a paragraph by itself.
  private mutating func beginParagraph() {
    if !followsHeading { text += ".PP\n" }
    followsHeading = false
  }

  mutating func paragraph(_ words: String) {
    beginParagraph()
    text += "\(Self.escaped(words))\n"
  }

  /// A term in bold and what it means, indented.
  mutating func item(_ term: String, _ meaning: String) {
    followsHeading = false
    text += ".TP\n\\fB\(Self.escaped(term))\\fR\n\(Self.escaped(meaning))\n"
  }

  /// Lines as they stand.
  mutating func literal(_ lines: [String]) {
    beginParagraph()
    text += ".nf\n" + lines.map { Self.escaped($0) + "\n" }.joined() + ".fi\n"
  }

  /// Text as roff takes it: nothing in it is a request or an escape, and the ASCII characters that
  /// roff would print as others stay themselves (groff_char(7)).
  static func escaped(_ text: String) -> String {
    var result = text.first == "." || text.first == "'" ? "\\&" : ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      }
    }
    return result
  }
}
