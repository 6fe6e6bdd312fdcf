/// Text in rows and columns as RFC 4180 writes it, with lines that end in LF.
package struct CSVTable {
  package private(set) var text = ""

  package init() {}

  package mutating func add(_ fields: [String]) {
    text += fields.map(Self.quoted).joined(separator: ",") + "\n"
  }

  /// In quotes where a comma, a quote or a line's end would be taken for the table's.
  private static func quoted(_ field: String) -> String {
    // By bytes: a line's end may hide in one character with what precedes it.
    let special = Set(",\"\r\n".utf8)
    guard field.utf8.contains(where: special.contains) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }

  /// Text from people and files, which a spreadsheet must not take for a formula: where it begins,
  /// blanks aside, with one of = + - @ or their full-width forms, an apostrophe is put before it, as
  /// OWASP's "CSV Injection" advises. Control characters are made visible first, so that neither a
  /// tab nor a line's end leads into another cell.
  package static func guarded(_ text: String, escaping escape: (String) -> String) -> String {
    let text = escape(text)
    let leads: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
    guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }),
      leads.contains(first)
    else { return text }
    return "'" + text
  }
}
