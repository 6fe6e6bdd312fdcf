import Imaging

/// Which lesions of a prediction are which of the truth, whatever their labels.
public struct LesionMatching: Hashable, Sendable {
  /// A lesion of the truth and the one that was found for it, or one of the two alone.
  public struct Pair: Hashable, Sendable {
    public var truth: UInt8?
    public var prediction: UInt8?

    public init(truth: UInt8?, prediction: UInt8?) {
      self.truth = truth
      self.prediction = prediction
    }
  }

  /// By the truth's label; what has no partner there comes last.
  public let pairs: [Pair]

  /// Pairs labels by their overlap: the pair with the highest Dice coefficient first, each label in
  /// one pair at most; of equals the one with the lower labels.
  ///
  /// - Parameters:
  ///   - truth: a label a lesion.
  ///   - predictions: by label, each a mask of one lesion on the truth's grid; they may meet.
  public init(truth: Mask, predictions: [UInt8: Mask]) {
    var sizes = [Int](repeating: 0, count: 256)
    truth.forEachLabelled { _, label in sizes[Int(label)] += 1 }
    var candidates: [Candidate] = []
    for (label, mask) in predictions.sorted(by: { $0.key < $1.key }) {
      var shared = [Int](repeating: 0, count: 256)
      var size = 0
      mask.forEachLabelled { voxel, _ in
        size += 1
        shared[Int(truth[voxel])] += 1
      }
      for found in 1...255 where shared[found] > 0 {
        let dice = 2 * Double(shared[found]) / Double(size + sizes[found])
        candidates.append(Candidate(dice: dice, truth: UInt8(found), prediction: label))
      }
    }
    self.init(
      candidates, truths: (1...255).filter { sizes[$0] > 0 }.map { UInt8($0) },
      predictions: predictions.keys.sorted())
  }

  /// Pairs the labels of two label maps in the same way.
  package init(_ pair: MaskPair) {
    let (truths, predictions) = (
      pair.referenceExtents.map(\.label), pair.predictionExtents.map(\.label)
    )
    var candidates: [Candidate] = []
    for truth in truths {
      for prediction in predictions {
        let overlap = pair.overlap(of: truth, predicted: prediction)
        if overlap.shared > 0 {
          candidates.append(Candidate(dice: overlap.dice, truth: truth, prediction: prediction))
        }
      }
    }
    self.init(candidates, truths: truths, predictions: predictions)
  }

  /// The pairs of ``MatchingRule/labels``, in the order of ``pairs``.
  ///
  /// - Parameter truths: every label of the truth, ascending.
  package static func byLabel(truths: [UInt8], predictions: some Sequence<UInt8>) -> [Pair] {
    let found = Set(predictions)
    return truths.map { Pair(truth: $0, prediction: found.contains($0) ? $0 : nil) }
      + found.subtracting(truths).sorted().map { Pair(truth: nil, prediction: $0) }
  }

  /// Labels that have voxels in common.
  private struct Candidate {
    let dice: Double
    let truth: UInt8
    let prediction: UInt8
  }

  /// - Parameters:
  ///   - truths: every label of the truth, ascending.
  ///   - predictions: every label of the prediction, ascending.
  private init(_ candidates: [Candidate], truths: [UInt8], predictions: [UInt8]) {
    var candidates = candidates
    candidates.sort {
      ($1.dice, $0.truth, $0.prediction) < ($0.dice, $1.truth, $1.prediction)
    }
    var partners: [UInt8: UInt8] = [:]
    var taken: Set<UInt8> = []
    for candidate in candidates
    where partners[candidate.truth] == nil && taken.insert(candidate.prediction).inserted {
      partners[candidate.truth] = candidate.prediction
    }
    let found = truths.map { Pair(truth: $0, prediction: partners[$0]) }
    let invented = predictions.filter { !taken.contains($0) }
    pairs = found + invented.map { Pair(truth: nil, prediction: $0) }
  }
}
