import Foundation

extension SafeText {
  /// Text in printable ASCII and line ends, for mail and systems that know no other: "é" becomes
  /// "e", "×" "x", "±" "+/-", what has no such likeness "?".
  public static func ascii(_ text: String) -> String {
    text.map { character -> String in
      if character == "\n" { return "\n" }
      if let likeness = likenesses[character] { return likeness }
      // A letter with its accents apart: the letter stays.
      let parts = String(character).decomposedStringWithCompatibilityMapping.unicodeScalars
      let kept = parts.filter { (0x20...0x7E).contains($0.value) }
      return kept.isEmpty ? "?" : String(String.UnicodeScalarView(kept))
    }.joined()
  }

  private static let likenesses: [Character: String] = [
    "×": "x", "±": "+/-", "–": "-", "—": "-", "…": "...", "ß": "ss", "æ": "ae", "Æ": "AE",
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "’": "'", "‘": "'", "“": "\"", "”": "\"", "µ": "u",
    "\u{3BC}": "u", "°": "deg",
  ]
}
