import Imaging

/// A lesion of a reference and what a prediction has of it, or a lesion that one of them alone has.
package struct EvaluatedLesion: Hashable, Sendable {
  /// A lesion in one of the masks, as large as one voxel at least.
  package struct Extent: Hashable, Sendable {
    package let label: UInt8
    /// The smallest box around its voxels.
    package let box: VoxelBox
    package let millilitres: Double
    /// The longest diameter of its mask in any axial slice.
    package let diameter: Diameter
    /// The length of ``diameter``, in mm; 0 for a lesion of one voxel a slice.
    package let diameterMillimetres: Double

    package init(
      label: UInt8, box: VoxelBox, millilitres: Double, diameter: Diameter,
      diameterMillimetres: Double
    ) {
      self.label = label
      self.box = box
      self.millilitres = millilitres
      self.diameter = diameter
      self.diameterMillimetres = diameterMillimetres
    }
  }

  /// `nil` where the prediction alone has it.
  package let reference: Extent?
  /// `nil` where it was not found.
  package let prediction: Extent?
  package let overlap: Overlap
  /// Dice similarity coefficient, in 0…1.
  package let dice: Double
  /// Normalised surface Dice, in 0…1; 0 where `dice` is below ``LesionScore/leastDice``.
  package let normalisedSurfaceDice: Double
  /// The 95th percentile of the Hausdorff distance, in mm; `nil` where one of the masks has no voxel
  /// of it.
  package let hausdorff95: Double?

  package init(
    reference: Extent?, prediction: Extent?, overlap: Overlap, dice: Double,
    normalisedSurfaceDice: Double, hausdorff95: Double?
  ) {
    self.reference = reference
    self.prediction = prediction
    self.overlap = overlap
    self.dice = dice
    self.normalisedSurfaceDice = normalisedSurfaceDice
    self.hausdorff95 = hausdorff95
  }
}

extension EvaluatedLesion {
  /// The reference's label; of a lesion that it does not have, the prediction's.
  package var label: UInt8 { reference?.label ?? prediction?.label ?? 0 }

  package var referenceMillilitres: Double { reference?.millilitres ?? 0 }
  package var predictionMillilitres: Double { prediction?.millilitres ?? 0 }

  /// The predicted volume less the true one, as a fraction of the true one: -1 for a lesion that was
  /// not found; `nil` for one that the reference does not have.
  package var volumeError: Double? {
    reference.map { (predictionMillilitres - $0.millilitres) / $0.millilitres }
  }

  /// The predicted diameter less the true one, in mm; `nil` where one of the masks has no voxel of
  /// the lesion.
  package var diameterError: Double? {
    guard let reference, let prediction else { return nil }
    return prediction.diameterMillimetres - reference.diameterMillimetres
  }

  /// By the diameter in the reference; `nil` for a lesion that it does not have.
  package var size: SizeClass? {
    reference.map { SizeClass(longAxisMillimetres: $0.diameterMillimetres) }
  }

  /// Voxels in both masks, in the prediction alone and in the reference alone.
  package var truePositives: Int { overlap.shared }
  package var falsePositives: Int { overlap.prediction - overlap.shared }
  package var falseNegatives: Int { overlap.reference - overlap.shared }
}
