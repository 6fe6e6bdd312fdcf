import Foundation

/// A lesion's name for comparing: words without case and accents.
struct LesionName: Hashable {
  let words: [String]

  init(_ name: String) {
    words =
      name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).lowercased()
      .split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  var isEmpty: Bool { words.isEmpty }

  /// How alike two names are, 0…1: the Dice coefficient of their pairs of adjacent letters; 0 where
  /// they hold different numbers or sides, which tell lesions of one organ apart.
  func similarity(to other: LesionName) -> Double {
    guard distinctions == other.distinctions else { return 0 }
    let (own, others) = (letterPairs, other.letterPairs)
    let count = own.values.reduce(0, +) + others.values.reduce(0, +)
    guard count > 0 else { return 0 }
    let shared = own.reduce(0) { $0 + min($1.value, others[$1.key] ?? 0) }
    return 2 * Double(shared) / Double(count)
  }

  private var distinctions: [String] {
    let sides = ["l": "left", "lt": "left", "r": "right", "rt": "right"]
    return words.compactMap { word in
      if word.contains(where: \.isNumber) { return word.filter(\.isNumber) }
      let side = sides[word] ?? word
      return side == "left" || side == "right" ? side : nil
    }.sorted()
  }

  private var letterPairs: [String: Int] {
    var counts: [String: Int] = [:]
    for word in words {
      let padded = Array(" \(word) ")
      for (a, b) in zip(padded, padded.dropFirst()) { counts[String([a, b]), default: 0] += 1 }
    }
    return counts
  }
}
