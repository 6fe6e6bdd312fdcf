/// What is known of a case whether it is open or not.
public struct CaseSummary: Hashable, Codable, Sendable {
  /// How far the reader has come with a case.
  public enum Status: String, CaseIterable, Sendable {
    /// Nothing was made yet.
    case new
    /// It has lesions, and the reader did not say that it is done.
    case begun
    case done
    /// It cannot be read.
    case failed
  }

  public var lesions: Int
  /// Lesions that have a mask.
  public var predicted: Int
  public var isDone: Bool
  /// Against the truth, where there is one.
  public var agreement: CaseAgreement?
  /// Why the case cannot be read.
  public var problem: String?
  /// What a file that is reviewed says of the case; of cases on the disk nothing.
  public var review: CaseReview?
  /// Whether its lesions are those of somebody's prediction, as they were.
  public var isUntouched: Bool?

  public init(
    lesions: Int = 0, predicted: Int = 0, isDone: Bool = false, agreement: CaseAgreement? = nil,
    problem: String? = nil
  ) {
    self.lesions = lesions
    self.predicted = predicted
    self.isDone = isDone
    self.agreement = agreement
    self.problem = problem
  }

  public var status: Status {
    if problem != nil { return .failed }
    return isDone ? .done : lesions > 0 && isUntouched != true ? .begun : .new
  }

  /// Dice similarity coefficient of the case: as it was evaluated, or of the masks since they changed.
  public var dice: Double? { isAsEvaluated ? review?.dice ?? agreement?.dice : agreement?.dice }
  /// Normalised surface Dice, likewise.
  public var surfaceDice: Double? {
    isAsEvaluated ? review?.surfaceDice ?? agreement?.surfaceDice : agreement?.surfaceDice
  }

  private var isAsEvaluated: Bool { agreement == nil || agreement == review?.agreement }
}

/// How well the masks of a case agree with its true masks.
public struct CaseAgreement: Hashable, Codable, Sendable {
  /// One lesion of the truth or of the reader, or of both.
  public struct Entry: Hashable, Codable, Sendable {
    /// The label in the truth; `nil` for a lesion that is not there.
    public var truth: Int?
    /// The reader's lesion; `nil` for one that was missed.
    public var lesion: Int?
    /// Dice similarity coefficient and normalised surface Dice, 0…1.
    public var dice: Double
    public var surfaceDice: Double

    public init(truth: Int?, lesion: Int?, dice: Double, surfaceDice: Double) {
      self.truth = truth
      self.lesion = lesion
      self.dice = dice
      self.surfaceDice = surfaceDice
    }
  }

  public var entries: [Entry]
  /// Of the surfaces, in mm.
  public var tolerance: Double

  public init(entries: [Entry], tolerance: Double) {
    self.entries = entries
    self.tolerance = tolerance
  }

  public func entry(of lesion: Int) -> Entry? { entries.first { $0.lesion == lesion } }

  public var missed: Int { entries.count { $0.lesion == nil } }
  public var invented: Int { entries.count { $0.truth == nil } }

  /// Means over the entries, in which what was missed or is not there counts 0; `nil` without any.
  public var dice: Double? { mean(\.dice) }
  public var surfaceDice: Double? { mean(\.surfaceDice) }

  private func mean(_ score: KeyPath<Entry, Double>) -> Double? {
    guard !entries.isEmpty else { return nil }
    return entries.reduce(0) { $0 + $1[keyPath: score] } / Double(entries.count)
  }
}
