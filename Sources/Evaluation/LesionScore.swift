import Imaging

/// How well one lesion was segmented, by the measures and the rules of the FLARE challenges.
public struct LesionScore: Hashable, Sendable {
  /// The tolerance that FLARE allows a lesion's surface, in mm.
  public static let lesionTolerance = 2.0
  /// Below this Dice coefficient FLARE counts a lesion as not found: its surface scores 0.
  public static let leastDice = 0.2

  /// Dice similarity coefficient, in 0…1.
  public let dice: Double
  /// Normalised surface Dice at the tolerance, in 0…1; 0 where `dice` is below ``leastDice``.
  public let normalisedSurfaceDice: Double
  /// The 95th percentile of the Hausdorff distance, in mm; infinite where a mask is empty.
  public let hausdorff95: Double
  /// Volume in the reference and in the prediction, in mL.
  public let referenceMillilitres: Double
  public let predictionMillilitres: Double

  /// Voxels in both masks.
  public let overlap: Overlap

  /// Scores one label of two masks of the same shape.
  ///
  /// - Parameters:
  ///   - label: the label in `reference`.
  ///   - predictedLabel: the label in `prediction`; the same when not given.
  ///   - tolerance: of the surface, in mm.
  /// - Throws: ``OverlapError`` when the masks have different shapes.
  public init(
    of label: UInt8, reference: Mask, prediction: Mask, predictedLabel: UInt8? = nil,
    tolerance: Double = lesionTolerance
  ) throws {
    self = try MaskPair(reference: reference, prediction: prediction)
      .score(of: label, predicted: predictedLabel ?? label, tolerance: tolerance)
  }

  /// - Parameter voxelMillilitres: the volume of a voxel, in mL.
  package init(
    _ overlap: Overlap, _ surfaces: SurfaceDistances, tolerance: Double, voxelMillilitres: Double
  ) {
    self.overlap = overlap
    dice = overlap.dice
    normalisedSurfaceDice =
      overlap.dice < Self.leastDice ? 0 : surfaces.normalisedSurfaceDice(tolerance: tolerance)
    hausdorff95 = surfaces.hausdorff(percentile: 95)
    referenceMillilitres = Double(overlap.reference) * voxelMillilitres
    predictionMillilitres = Double(overlap.prediction) * voxelMillilitres
  }
}
