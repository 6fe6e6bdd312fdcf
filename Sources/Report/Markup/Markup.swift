/// A piece of a page: text, elements or a sequence of them, well-formed as XML and read alike by
/// browsers as HTML.
///
/// Whatever comes from outside enters by ``text(_:)`` or as an attribute's value, where it is
/// escaped: no file name can become an element.
package struct Markup: Sendable, Hashable {
  package private(set) var source = ""

  /// HTML's elements that never have content, and may not be closed apart.
  private static let void: Set<String> = ["meta", "br", "input"]
  /// SVG's elements that close themselves where they have no content.
  private static let shapes: Set<String> = ["path", "rect", "line", "circle", "image"]

  private init(source: String) { self.source = source }

  /// Nothing.
  init() {}

  init(_ parts: some Sequence<Markup>) {
    for part in parts { source += part.source }
  }

  /// Characters to be read as they are.
  package static func text(_ text: String) -> Markup { Markup(source: escaped(text)) }

  /// What a style sheet or a script says, of this program's own making.
  ///
  /// - Parameter code: without `<` and `&`, which XML and HTML read differently there.
  static func code(_ code: StaticString) -> Markup {
    let code = "\(code)"
    precondition(!code.contains { $0 == "<" || $0 == "&" }, "XML and HTML read it alike")
    return Markup(source: code)
  }

  package static func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: Markup...
  ) -> Markup {
    element(name, attributes, content)
  }

  package static func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ content: [Markup]
  ) -> Markup {
    let name = "\(name)"
    var source = "<" + name
    for (key, value) in attributes.pairs { source += " \(key)=\"\(escaped(value))\"" }
    precondition(content.isEmpty || !void.contains(name), "\(name) has no content")
    if content.isEmpty, void.contains(name) || shapes.contains(name) {
      return Markup(source: source + "/>")
    }
    source += ">"
    for part in content { source += part.source }
    return Markup(source: source + "</\(name)>")
  }

  package static func + (first: Markup, second: Markup) -> Markup {
    Markup(source: first.source + second.source)
  }

  package static func += (first: inout Markup, second: Markup) { first.source += second.source }

  /// Text in which nothing is taken for markup. Characters that XML 1.0 cannot hold (section 2.2),
  /// and those that turn the direction of what follows, become U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      default:
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF, 0x061C, 0x200E, 0x200F, 0x2028...0x202E,
          0x2066...0x2069:
          result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}

extension Markup: ExpressibleByStringInterpolation {
  /// Text, escaped as all text is.
  package init(stringLiteral value: String) { self = .text(value) }
}

extension Markup {
  /// An element's attributes, in the order in which they are written.
  package struct Attributes: ExpressibleByDictionaryLiteral, Sendable {
    fileprivate let pairs: [(String, String)]

    /// What has no value is left out.
    package init(dictionaryLiteral elements: (StaticString, String?)...) {
      pairs = elements.compactMap { key, value in value.map { ("\(key)", $0) } }
    }

    private init(pairs: [(String, String)]) { self.pairs = pairs }

    static func + (first: Attributes, second: Attributes) -> Attributes {
      Attributes(pairs: first.pairs + second.pairs)
    }
  }
}
