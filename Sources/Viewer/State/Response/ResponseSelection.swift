/// What is marked in the RECIST table.
public struct ResponseSelection: Equatable, Sendable {
  /// The lesion's id in the table; `nil` for the row of sums.
  public var lesion: String?
  /// The timepoint's place, 0 for the baseline.
  public var timepoint: Int
  /// Lines of the notes that are scrolled away.
  public var scroll = 0

  public init(lesion: String?, timepoint: Int) {
    self.lesion = lesion
    self.timepoint = timepoint
  }
}
