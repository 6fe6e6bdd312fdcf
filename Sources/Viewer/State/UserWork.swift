import Imaging

/// All that the reader made or asked for in a study: what undo brings back and a save writes.
public struct UserWork: Equatable, Sendable {
  /// By ascending id.
  public var lesions: [Lesion] = []

  /// The reader has finished the case.
  public var isDone = false

  public init(lesions: [Lesion] = [], isDone: Bool = false) {
    self.lesions = lesions
    self.isDone = isDone
  }

  public func lesion(_ id: Int) -> Lesion? { lesions.first { $0.id == id } }

  public var hasMask: Bool { lesions.contains { $0.segmentation != nil } }

  /// The id of the next new lesion; `nil` when all 255 labels are taken.
  var nextID: Int? {
    let last = lesions.last?.id ?? 0
    if last < 255 { return last + 1 }
    return (1...255).first { id in !lesions.contains { $0.id == id } }
  }
}

/// Undo and redo by value: every step is the work as it was, which costs little since arrays are
/// shared until they change.
public struct History: Sendable {
  /// The work on the far side of a change, and what the change was called.
  public struct Step: Sendable {
    public let work: UserWork
    public let title: String
  }

  public private(set) var past: [Step] = []
  public private(set) var future: [Step] = []

  /// Remembers `work` as it was before the change called `title`.
  mutating func record(_ work: UserWork, before title: String) {
    past.append(Step(work: work, title: title))
    future = []
  }

  /// Swaps `work` for what it was before the last change; the change's title, or `nil`.
  mutating func undo(_ work: inout UserWork) -> String? {
    guard let step = past.popLast() else { return nil }
    future.append(Step(work: work, title: step.title))
    work = step.work
    return step.title
  }

  /// Swaps `work` for what it was before the last undo; the change's title, or `nil`.
  mutating func redo(_ work: inout UserWork) -> String? {
    guard let step = future.popLast() else { return nil }
    past.append(Step(work: work, title: step.title))
    work = step.work
    return step.title
  }

  /// The ids of all lesions that a step would bring back.
  var lesionIDs: [Int] { (past + future).flatMap { $0.work.lesions.map(\.id) } }

  /// Changes what every step would bring back, and what it is called.
  mutating func update(_ work: (UserWork) -> UserWork, title: (String) -> String) {
    past = past.map { Step(work: work($0.work), title: title($0.title)) }
    future = future.map { Step(work: work($0.work), title: title($0.title)) }
  }
}
