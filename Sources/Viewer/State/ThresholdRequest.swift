/// A mask that was asked for at another threshold and has not come yet, or came last.
struct ThresholdRequest: Sendable {
  var lesion: Int
  /// The logit above which a voxel is to be lesion.
  var threshold: Double
  /// Counts requests; an answer to another one is late.
  var number: Int
  /// Keys pressed in a row are one burst, and one step of undo.
  var burst: Int
  var isAnswered = false
  /// The revision that the burst's last answer made; `nil` before one came.
  var appliedRevision: Int?
}

/// Why there is no mask at a threshold.
public enum ThresholdRefusal: String, Error, Codable, Sendable {
  /// What the network said of the diameter that the mask was made from is not known any more.
  case noLogits
  /// No voxel lies above it.
  case empty
}
