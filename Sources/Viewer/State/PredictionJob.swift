/// A prediction that runs in the background.
public struct PredictionJob: Sendable {
  /// Of all that were asked for in this reading, from 1: answers to another one are late.
  public let number: Int
  /// The lesions asked for.
  public var requested: [Int]
  /// Every lesion as it was sent along: results belong to these diameters.
  public var sent: [PlacedLesion]
  public internal(set) var progress = PredictionProgress(stage: "starting", fraction: 0)
  /// Lesions to ask for when this is done.
  public var queue: [Int] = []

  init(number: Int, requested: [Int], sent: [PlacedLesion]) {
    self.number = number
    self.requested = requested
    self.sent = sent
  }

  /// Takes in how far it has come: never back.
  mutating func advance(to progress: PredictionProgress) {
    let reached = self.progress.fraction
    self.progress = progress
    if !(progress.fraction >= reached) { self.progress.fraction = reached }
  }

  /// Whether a lesion that was sent along has the mask that it had then: one that was moved to
  /// another threshold since, or back, keeps it.
  func isAbout(_ lesion: Lesion) -> Bool {
    guard let known = lesion.segmentation, let before = sent.first(where: { $0.id == lesion.id })
    else { return true }
    return before.threshold == known.threshold && before.diameter == known.diameter
  }
}
