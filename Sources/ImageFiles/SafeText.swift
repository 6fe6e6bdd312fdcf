import Foundation

/// Text from files and file names, made safe to show to people: control characters and
/// bidirectional controls become visible escapes, so that a description cannot move the cursor
/// and a file name cannot pretend to be another.
public enum SafeText {
  /// The text with each unsafe character written as `\u{1B}`.
  public static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isSafe(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: escape("u", scalar.value).unicodeScalars)
      }
    }
    return String(result)
  }

  /// A fixed-size text field of a file: ends at its first NUL, bytes that are not UTF-8 become
  /// `\x{A0}`, then as ``escaped(_:)-(String)``; spaces at the ends are dropped.
  public static func escaped(field bytes: some Sequence<UInt8>) -> String {
    var result = ""
    var rest = Array(bytes.prefix { $0 != 0 })[...]
    while !rest.isEmpty {
      if let (text, count) = longestText(rest) {
        result += escaped(text)
        rest = rest.dropFirst(count)
      } else {
        result += escape("x", UInt32(rest.removeFirst()))
      }
    }
    return String(result.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// The valid UTF-8 that `bytes` starts with, and its length in bytes; `nil` when there is none.
  private static func longestText(_ bytes: ArraySlice<UInt8>) -> (String, Int)? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var scalars = String.UnicodeScalarView()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { scalars.append(scalar) }
    let text = String(scalars)
    return scalars.isEmpty ? nil : (text, text.utf8.count)
  }

  private static func escape(_ letter: String, _ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "\\\(letter){\(digits.count < 2 ? "0" + digits : digits)}"
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: false  // C0, DEL, C1
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false  // bidirectional
    case 0x2028, 0x2029: false  // line and paragraph separators
    default: true
    }
  }
}

extension SafeText {
  /// A number as a sentence wants it: four digits, no trailing zeros.
  static func number(_ value: Double) -> String { String(format: "%.4g", value) }
}
