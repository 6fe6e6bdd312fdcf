import Foundation

/// Where a lesion sits: the organ as the reader wrote it, and what counts as the same organ.
package struct Site: Hashable, Codable, Sendable {
  /// Free text, such as "left upper lobe of the lung".
  package var organ: String
  /// Whether the lesion is a lymph node: its short axis counts, and all nodes are one organ.
  package var isNode: Bool

  private enum CodingKeys: String, CodingKey {
    case organ
    case isNode = "node"
  }

  /// - Parameter isNode: `nil` takes it from the words, such as "mediastinal lymph node".
  package init(_ organ: String, isNode: Bool? = nil) {
    self.organ = organ
    self.isNode = isNode ?? Self.saysNode(organ) ?? false
  }

  /// The same for the same organ: for every lymph node wherever it lies, and for both of a paired
  /// organ (the RECIST committee's answers at recist.eortc.org: lungs, kidneys, ovaries and lymph
  /// nodes are one organ each).
  ///
  /// The first usual organ that the text names; other text as it stands, without case, accents and
  /// side. Empty for a site that is not named.
  package var key: String {
    if isNode { return Self.nodeKey }
    let words = Self.words(of: organ)
    for start in words.indices {
      for count in [2, 1] where start + count <= words.count {
        if let organ = Self.usualOrgan(words[start..<start + count]) { return organ }
      }
    }
    return words.filter { !Self.sides.contains($0) }.joined(separator: " ")
  }

  /// Which diameter of a lesion here counts.
  package var axis: DiameterAxis { isNode ? .short : .long }

  static let nodeKey = "lymph node"
  private static let sides: Set<String> = [
    "left", "right", "l", "r", "lt", "rt", "both", "bilateral", "of", "the",
  ]

  /// In lower case without accents, at whatever is no letter or digit.
  private static func words(of text: String) -> [String] {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).lowercased()
      .split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Whether words call a lesion a lymph node ("mediastinal lymph node") or deny it ("extra-nodal");
  /// `nil` for words that say nothing of nodes ("mediastinum").
  package static func saysNode(_ organ: String) -> Bool? {
    let names: Set<String> = [
      "node", "nodes", "nodal", "ln", "lns", "lymph", "lymphadenopathy", "adenopathy",
    ]
    let words = words(of: organ)
    // The first that is said decides: in "no lymph node" the node is denied with the lymph.
    guard let first = words.firstIndex(where: names.contains) else {
      return words.contains("extranodal") ? false : nil
    }
    return first == 0 || !["extra", "non", "no"].contains(words[first - 1])
  }

  private static func usualOrgan(_ words: ArraySlice<String>) -> String? {
    let phrase = words.joined(separator: " ")
    if let organ = organs[phrase] { return organ }
    return phrase.hasSuffix("s") ? organs[String(phrase.dropLast())] : nil
  }
}
