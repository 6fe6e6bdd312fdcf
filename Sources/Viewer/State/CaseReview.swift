/// What an evaluation or a batch of segmentations says of a case before it is opened.
public struct CaseReview: Hashable, Codable, Sendable {
  /// Its place in the file, from 0: cases are listed the worst first.
  public var place: Int
  /// Dice similarity coefficient and normalised surface Dice of the case as the file has them, 0…1;
  /// `nil` where it has none.
  public var dice: Double?
  public var surfaceDice: Double?
  /// Lesion by lesion; `nil` where the file lacks a score.
  public var agreement: CaseAgreement?
  /// Lesions of the prediction.
  public var lesions: Int
  /// What went wrong with it, in a sentence that is safe to show.
  public var problem: String?

  public init(
    place: Int, dice: Double? = nil, surfaceDice: Double? = nil, agreement: CaseAgreement? = nil,
    lesions: Int = 0, problem: String? = nil
  ) {
    self.place = place
    self.dice = dice
    self.surfaceDice = surfaceDice
    self.agreement = agreement
    self.lesions = lesions
    self.problem = problem
  }

  /// Whether the reader needs to see it before another: what failed first, then by DSC, by NSD, and by
  /// place. Cases without a score come last.
  public static func isWorse(_ a: CaseReview, than b: CaseReview) -> Bool {
    func key(_ review: CaseReview) -> (Int, Double, Double, Int) {
      (
        review.problem == nil ? 1 : 0, review.dice ?? .infinity, review.surfaceDice ?? .infinity,
        review.place
      )
    }
    return key(a) < key(b)
  }
}
