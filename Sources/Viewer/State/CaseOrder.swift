/// How a worklist is sorted; equals stay in the order in which they were listed.
public enum CaseOrder: String, CaseIterable, Sendable {
  /// As they were given; where a file is reviewed as it has them.
  case listed
  case name, status
  /// The lowest Dice coefficient first; cases without a score last. Where a file is reviewed by what
  /// the file says, so that a case keeps its place while it is corrected.
  case worst

  var next: CaseOrder {
    let all = Self.allCases
    return all[(all.firstIndex(of: self)! + 1) % all.count]
  }

  func isBefore(
    _ a: (name: String, summary: CaseSummary), _ b: (name: String, summary: CaseSummary)
  )
    -> Bool
  {
    switch self {
    case .listed: (a.summary.review?.place ?? 0) < (b.summary.review?.place ?? 0)
    case .name: a.name < b.name
    case .status: a.summary.status.rank < b.summary.status.rank
    case .worst:
      if let a = a.summary.review, let b = b.summary.review {
        CaseReview.isWorse(a, than: b)
      } else {
        (a.summary.dice ?? .infinity) < (b.summary.dice ?? .infinity)
      }
    }
  }
}

extension CaseSummary.Status {
  /// What needs the reader comes first.
  fileprivate var rank: Int {
    switch self {
    case .failed: 0
    case .begun: 1
    case .new: 2
    case .done: 3
    }
  }
}

/// Words that a case must match, all of them: part of its name, its status, or a comparison such as
/// `dsc<0.8`, `nsd<0.9`, `lesions>2`.
public struct CaseFilter: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  public func matches(name: String, summary: CaseSummary) -> Bool {
    text.split(separator: " ").allSatisfy { word in
      if let comparison = Comparison(word) { return comparison.holds(for: summary) }
      return name.lowercased().contains(word.lowercased())
        || summary.status.rawValue.hasPrefix(word.lowercased())
    }
  }

  private struct Comparison {
    let quantity: String
    let isBelow: Bool
    let limit: Double

    init?(_ word: Substring) {
      guard let place = word.firstIndex(where: { $0 == "<" || $0 == ">" }),
        let limit = Double(word[word.index(after: place)...])
      else { return nil }
      quantity = word[..<place].lowercased()
      guard ["dsc", "nsd", "lesions"].contains(quantity) else { return nil }
      isBelow = word[place] == "<"
      self.limit = limit
    }

    func holds(for summary: CaseSummary) -> Bool {
      let value: Double? =
        switch quantity {
        case "dsc": summary.dice
        case "nsd": summary.surfaceDice
        default: Double(summary.lesions)
        }
      return value.map { isBelow ? $0 < limit : $0 > limit } ?? false
    }
  }
}
