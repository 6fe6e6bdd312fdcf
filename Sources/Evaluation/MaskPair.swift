import Imaging

/// A reference and a prediction of one shape, looked at once: where each label lies, and how many
/// voxels each has in common with each label of the other.
///
/// Made in time linear in the stored boxes of both masks, whatever the number of labels; what is
/// asked of it afterwards takes time that goes with the boxes of the labels asked for alone.
package struct MaskPair: Sendable {
  package let reference: Mask
  package let prediction: Mask
  /// By label, ascending.
  package let referenceExtents: [LabelExtent]
  package let predictionExtents: [LabelExtent]
  let referenceByLabel: [UInt8: LabelExtent]
  let predictionByLabel: [UInt8: LabelExtent]
  /// Voxels by the label in the reference, slowest, and that in the prediction: 256 x 256.
  private let shared: [Int]

  /// - Throws: ``OverlapError`` when the masks have different shapes.
  package init(reference: Mask, prediction: Mask) throws(OverlapError) {
    guard reference.grid.shape == prediction.grid.shape else {
      throw .differentShapes(reference.grid.shape, prediction.grid.shape)
    }
    self.reference = reference
    self.prediction = prediction
    referenceExtents = reference.extents
    predictionExtents = prediction.extents
    referenceByLabel = Self.byLabel(referenceExtents)
    predictionByLabel = Self.byLabel(predictionExtents)
    shared = Self.shared(reference, referenceExtents, prediction, predictionExtents)
  }

  private static func byLabel(_ extents: [LabelExtent]) -> [UInt8: LabelExtent] {
    Dictionary(uniqueKeysWithValues: extents.map { ($0.label, $0) })
  }

  /// Looks only where both masks have a label.
  private static func shared(
    _ reference: Mask, _ referenceExtents: [LabelExtent], _ prediction: Mask,
    _ predictionExtents: [LabelExtent]
  ) -> [Int] {
    var shared = [Int](repeating: 0, count: 256 * 256)
    let boxes = [referenceExtents, predictionExtents].map { extents in
      extents.dropFirst().reduce(extents.first?.box) { $0?.union($1.box) }
    }
    guard let first = boxes[0], let second = boxes[1] else { return shared }
    let (box, shape) = (prediction.box, prediction.box.shape)
    prediction.labels.withUnsafeBufferPointer { labels in
      shared.withUnsafeMutableBufferPointer { shared in
        reference.forEachRun(in: first.intersection(second)) { start, count, label in
          let place =
            ((start.z - box.lower.z) * shape.y + start.y - box.lower.y) * shape.x + start.x
            - box.lower.x
          for found in labels[place..<(place + count)] {
            shared[Int(label) << 8 | Int(found)] += 1
          }
        }
      }
    }
    return shared
  }

  /// How a label's voxels in the reference and a label's in the prediction overlap; a label that is
  /// `nil` or 0 or does not occur has no voxels.
  package func overlap(of label: UInt8?, predicted: UInt8?) -> Overlap {
    let (label, predicted) = (label ?? 0, predicted ?? 0)
    return Overlap(
      reference: referenceByLabel[label]?.voxels ?? 0,
      prediction: predictionByLabel[predicted]?.voxels ?? 0,
      shared: label == 0 || predicted == 0 ? 0 : shared[Int(label) << 8 | Int(predicted)])
  }

  /// The distances between both labels' surfaces; labels as in ``overlap(of:predicted:)``.
  package func surfaces(of label: UInt8?, predicted: UInt8?) -> SurfaceDistances {
    let extents = [
      label.flatMap { referenceByLabel[$0] }, predicted.flatMap { predictionByLabel[$0] },
    ]
    return SurfaceDistances(
      reference: extents[0].map { ($0, reference) },
      prediction: extents[1].map { ($0, prediction) }, grid: reference.grid)
  }

  /// Both labels' scores by the rules of the FLARE challenges; labels as in
  /// ``overlap(of:predicted:)``.
  ///
  /// - Parameter tolerance: of the surfaces, in mm.
  package func score(
    of label: UInt8?, predicted: UInt8?, tolerance: Double = LesionScore.lesionTolerance
  ) -> LesionScore {
    LesionScore(
      overlap(of: label, predicted: predicted), surfaces(of: label, predicted: predicted),
      tolerance: tolerance, voxelMillilitres: reference.grid.voxelVolume / 1000)
  }
}
