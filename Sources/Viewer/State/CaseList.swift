/// The number of a case among those that were opened together, from 0.
public typealias CaseID = Int

/// One study among those that were opened together.
public struct Case: Sendable {
  public let id: CaseID
  /// Safe to show.
  public let name: String
  /// The reading that waits here while another case is on the screen; `nil` for the one that is
  /// there, and for a case that was not opened yet.
  public internal(set) var parked: Reading?
  /// As it was found on the disk; for a case that was opened ask ``State/summary(of:)``.
  public internal(set) var summary: CaseSummary?
  /// What a file that is reviewed says of it; `nil` where none is.
  public let review: CaseReview?
  /// Whether the runner was asked to open it and has not been asked to close it.
  var isOpen = false

  init(id: CaseID, name: String, review: CaseReview? = nil) {
    self.id = id
    self.name = name
    self.review = review
  }
}

/// The cases that were opened together, in their order; never empty.
public struct CaseList: Sendable {
  /// What the cases are to each other.
  public enum Kind: Hashable, Sendable {
    /// Any patients, to be read one after the other.
    case worklist
    /// One patient's studies, the earliest first.
    case timepoints
  }

  public let kind: Kind
  public internal(set) var cases: [Case]
  /// The one on the screen.
  public internal(set) var currentID: CaseID = 0
  /// How the worklist is sorted, and what of it is shown.
  public internal(set) var order = CaseOrder.listed
  public internal(set) var filter = CaseFilter("")
  /// Whether some case was loaded already.
  var hasOpened = false

  /// - Parameter names: safe to show; an empty list is one case without a name.
  public init(names: [String], kind: Kind = .worklist) {
    let names = names.isEmpty ? [""] : names
    self.kind = kind
    cases = names.enumerated().map { Case(id: $0.offset, name: $0.element) }
    cases[0].isOpen = true
  }

  /// Cases of a file that is reviewed.
  ///
  /// - Parameter cases: the worst first, each with its name, safe to show; not empty.
  public init(reviewing cases: [(name: String, review: CaseReview)]) {
    self.init(names: cases.map(\.name))
    guard !cases.isEmpty else { return }
    self.cases = cases.enumerated().map {
      Case(id: $0.offset, name: $0.element.name, review: $0.element.review)
    }
    self.cases[0].isOpen = true
    order = .worst
  }

  /// Whether a file is reviewed.
  public var isReview: Bool { cases[0].review != nil }

  public var current: Case { cases[currentID] }
  public var count: Int { cases.count }

  public subscript(id: CaseID) -> Case { cases[id] }

  func contains(_ id: CaseID) -> Bool { cases.indices.contains(id) }
}
