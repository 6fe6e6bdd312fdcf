import Imaging

/// How much two segmentations of one lesion overlap.
public struct Overlap: Hashable, Sendable {
  /// Voxels in the reference, in the prediction, and in both.
  public var reference: Int
  public var prediction: Int
  public var shared: Int

  /// Counts one label's voxels in two masks of the same shape.
  ///
  /// - Parameters:
  ///   - label: the label in `reference`.
  ///   - predictedLabel: the label in `prediction`; the same when not given.
  /// - Throws: ``OverlapError`` when the masks have different shapes.
  public init(
    of label: UInt8, reference: Mask, prediction: Mask, predictedLabel: UInt8? = nil
  ) throws {
    self = try MaskPair(reference: reference, prediction: prediction)
      .overlap(of: label, predicted: predictedLabel ?? label)
  }

  package init(reference: Int, prediction: Int, shared: Int) {
    self.reference = reference
    self.prediction = prediction
    self.shared = shared
  }

  /// Dice similarity coefficient, `2 |A ∩ B| / (|A| + |B|)`, in 0…1; 1 where both are empty, as
  /// FLARE counts it.
  public var dice: Double {
    let total = reference + prediction
    return total == 0 ? 1 : 2 * Double(shared) / Double(total)
  }

  /// Jaccard index, `|A ∩ B| / |A ∪ B|`, in 0…1; 1 where both are empty.
  package var intersectionOverUnion: Double {
    let union = reference + prediction - shared
    return union == 0 ? 1 : Double(shared) / Double(union)
  }
}

/// Why two masks cannot be compared.
public enum OverlapError: Error, Equatable, CustomStringConvertible {
  case differentShapes(Voxel, Voxel)

  public var description: String {
    switch self {
    case .differentShapes(let a, let b):
      "The masks have \(a.x) x \(a.y) x \(a.z) and \(b.x) x \(b.y) x \(b.z) voxels; compare masks "
        + "of one volume."
    }
  }
}
