/// Reads text in rows and columns as RFC 4180 has it, separated by commas or tabs: fields may be in
/// quotes, a quote inside them is doubled, lines end in LF or CRLF.
package struct SeparatedText {
  /// A row's fields, and the line of the text that it begins on, from 1. Blank lines are left out.
  package private(set) var rows: [(line: Int, fields: [String])] = []

  /// - Parameter separator: `nil` takes tabs where the first line has one, else commas.
  package init(_ text: String, separator: Unicode.Scalar? = nil) {
    // By scalars: a CRLF is one character.
    var scalars = text.unicodeScalars[...]
    if scalars.first == "\u{FEFF}" { scalars = scalars.dropFirst() }
    let heading = scalars.prefix { $0 != "\n" }
    let separator = separator ?? (heading.contains("\t") ? "\t" : ",")

    var fields: [String] = []
    var field = String.UnicodeScalarView()
    var (line, start) = (1, 1)
    // Inside quotes, or just behind a quote that ends the field unless another follows.
    var (isQuoted, mayEnd) = (false, false)
    func endRow() {
      if field.last == "\r" { field.removeLast() }
      fields.append(String(field))
      if fields.count > 1 || !field.isEmpty { rows.append((start, fields)) }
      (fields, field) = ([], .init())
      (isQuoted, mayEnd) = (false, false)
    }
    for scalar in scalars {
      if scalar == "\n" { line += 1 }
      if isQuoted, !mayEnd {
        if scalar == "\"" { mayEnd = true } else { field.append(scalar) }
        continue
      }
      if mayEnd, scalar == "\"" {
        field.append(scalar)
        mayEnd = false
        continue
      }
      switch scalar {
      case "\n":
        endRow()
        start = line
      case separator:
        fields.append(String(field))
        field = .init()
        (isQuoted, mayEnd) = (false, false)
      case "\"" where field.isEmpty && !mayEnd: isQuoted = true
      default: field.append(scalar)
      }
    }
    endRow()
  }
}
