/// What a word of the command line could become, as Tab found it.
public struct Completion: Equatable, Sendable {
  public struct Candidate: Equatable, Sendable {
    /// The whole word.
    public let text: String
    /// What is shown of it: of a path its last part.
    public let label: String
    /// What follows once it is chosen: "" or a blank.
    let ending: String

    init(_ text: String, label: String? = nil, ending: String = "") {
      self.text = text
      self.label = label ?? text
      self.ending = ending
    }
  }

  /// Where the word begins, in characters from the line's start.
  let start: Int
  public let candidates: [Candidate]
  /// The candidate that stands in the line, once Tab has begun to go through them.
  public internal(set) var index: Int?
  /// Shown in place of candidates where there are none.
  let notice: String

  init(start: Int, candidates: [Candidate], notice: String = "") {
    self.start = start
    self.candidates = candidates
    self.notice = notice
  }

  /// What all candidates begin with.
  var commonPrefix: String {
    guard var prefix = candidates.first?.text else { return "" }
    for candidate in candidates.dropFirst() {
      prefix = String(zip(prefix, candidate.text).prefix { $0 == $1 }.map(\.0))
    }
    return prefix
  }

  /// The next candidate, round about.
  mutating func step(by count: Int) -> Candidate? {
    guard !candidates.isEmpty else { return nil }
    let next = index.map { $0 + count } ?? (count > 0 ? 0 : -1)
    let position = (next + candidates.count) % candidates.count
    index = position
    return candidates[position]
  }
}
