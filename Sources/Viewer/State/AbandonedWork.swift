/// Unsaved work on a study that a viewer left behind when it ended.
public struct AbandonedWork: Sendable {
  /// Names it to the effect runner.
  public var id: String
  /// When it was last changed, as a reader says it: "12:31".
  public var time: String
  /// Ids, ends and masks are checked as those of ``RestoredSession/lesions`` are.
  public var lesions: [Lesion]
  /// The reader had finished the case.
  public var isDone: Bool

  public init(id: String, time: String, lesions: [Lesion], isDone: Bool = false) {
    self.id = id
    self.time = time
    self.lesions = lesions
    self.isDone = isDone
  }

  /// "12:31 (3 lesions, 2 masks)".
  var summary: String {
    let masks = lesions.count { $0.segmentation != nil }
    func count(_ count: Int, _ name: String) -> String {
      "\(count) \(name)\(count == 1 ? "" : "s")"
    }
    return "\(time) (\(count(lesions.count, "lesion")), \(count(masks, "mask")))"
  }

  /// What becomes of abandoned work.
  public enum Settlement: Sendable {
    /// It is on the screen; once it is kept anew, nobody is asked about it again.
    case recovered
    case deleted
  }
}
