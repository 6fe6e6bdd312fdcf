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
    var lesions: [EvaluatedLesion] = []
    for partners in partners(in: pair, matching) {
      let (reference, prediction) = (partners.truth, partners.prediction)
      if isCancelled() { throw CancellationError() }
      let score = pair.score(of: reference, predicted: prediction, tolerance: tolerance)
      lesions.append(
        EvaluatedLesion(
          reference: reference.flatMap { pair.referenceByLabel[$0] }.map {
            Extent($0, in: pair.reference)
          },
          prediction: prediction.flatMap { pair.predictionByLabel[$0] }.map {
            Extent($0, in: pair.prediction)
          },
          overlap: score.overlap, dice: score.dice,
          normalisedSurfaceDice: score.normalisedSurfaceDice,
          hausdorff95: score.hausdorff95.isFinite ? score.hausdorff95 : nil))
    }
    return lesions
  }

  /// Labels of the reference and of the prediction that are one lesion.
  private static func partners(
    in pair: MaskPair, _ matching: MatchingRule
  ) -> [LesionMatching.Pair] {
    switch matching {
    case .overlap: LesionMatching(pair).pairs
    case .labels:
      LesionMatching.byLabel(
        truths: pair.referenceExtents.map(\.label),
        predictions: pair.predictionExtents.map(\.label))
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
