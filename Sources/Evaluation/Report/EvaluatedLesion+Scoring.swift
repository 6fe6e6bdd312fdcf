import Imaging

extension EvaluatedLesion {
  /// Scores every lesion of a reference and its prediction by the rules of the FLARE challenges.
  ///
  /// - Parameters:
  ///   - tolerance: of the surfaces, in mm.
  ///   - isCancelled: asked before each lesion.
  /// - Returns: as ``EvaluatedCase/lesions`` has them.
  /// - Throws: `CancellationError`.
  package static func all(
    in pair: MaskPair, matching: MatchingRule, tolerance: Double,
    isCancelled: () -> Bool = { false }
  ) throws(CancellationError) -> [EvaluatedLesion] {
    let references = byLabel(pair.referenceExtents)
    let predictions = byLabel(pair.predictionExtents)
    var lesions: [EvaluatedLesion] = []
    for (reference, prediction) in partners(in: pair, matching) {
      if isCancelled() { throw CancellationError() }
      let score = pair.score(of: reference, predicted: prediction, tolerance: tolerance)
      lesions.append(
        EvaluatedLesion(
          reference: reference.flatMap { references[$0] }.map { Extent($0, in: pair.reference) },
          prediction: prediction.flatMap { predictions[$0] }.map {
            Extent($0, in: pair.prediction)
          },
          overlap: score.overlap, dice: score.dice,
          normalisedSurfaceDice: score.normalisedSurfaceDice,
          hausdorff95: score.hausdorff95.isFinite ? score.hausdorff95 : nil))
    }
    return lesions
  }

  private static func byLabel(_ extents: [LabelExtent]) -> [UInt8: LabelExtent] {
    Dictionary(uniqueKeysWithValues: extents.map { ($0.label, $0) })
  }

  /// Labels of the reference and of the prediction that are one lesion.
  private static func partners(
    in pair: MaskPair, _ matching: MatchingRule
  ) -> [(reference: UInt8?, prediction: UInt8?)] {
    switch matching {
    case .overlap: return LesionMatching(pair).pairs.map { ($0.truth, $0.prediction) }
    case .labels:
      let found = Set(pair.predictionExtents.map(\.label))
      let known = pair.referenceExtents.map(\.label)
      return known.map { ($0, found.contains($0) ? $0 : nil) }
        + found.subtracting(known).sorted().map { (nil, $0) }
    }
  }
}

extension EvaluatedLesion.Extent {
  fileprivate init(_ extent: LabelExtent, in mask: Mask) {
    // There is one: the label has voxels.
    let axes = mask.longestAxes(of: extent.label, in: extent.box)
    self.init(
      label: extent.label, box: extent.box,
      millilitres: Double(extent.voxels) * mask.grid.voxelVolume / 1000,
      diameter: axes?.longAxis ?? Diameter(extent.box.lower, extent.box.lower),
      diameterMillimetres: axes?.longMillimetres ?? 0)
  }
}
