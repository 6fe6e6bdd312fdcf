/// A prediction that runs in the background.
public struct PredictionJob: Sendable {
  /// The lesions asked for.
  public var requested: [Int]
  /// Every lesion as it was sent along: results belong to these diameters.
  public var sent: [PlacedLesion]
  public var progress = PredictionProgress(stage: "starting", fraction: 0)
  /// The reader cancelled it and the runner has not answered yet.
  public var isCancelling = false
  /// Lesions to ask for when this is done.
  public var queue: [Int] = []

  init(requested: [Int], sent: [PlacedLesion]) {
    self.requested = requested
    self.sent = sent
  }
}
