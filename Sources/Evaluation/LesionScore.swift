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
    let overlap = try Overlap(
      of: label, reference: reference, prediction: prediction, predictedLabel: predictedLabel)
    let surfaces = try SurfaceDistances(
      of: label, reference: reference, prediction: prediction, predictedLabel: predictedLabel)
    dice = overlap.dice
    normalisedSurfaceDice =
      overlap.dice < Self.leastDice ? 0 : surfaces.normalisedSurfaceDice(tolerance: tolerance)
    hausdorff95 = surfaces.hausdorff(percentile: 95)
    let millilitres = reference.grid.voxelVolume / 1000
    referenceMillilitres = Double(overlap.reference) * millilitres
    predictionMillilitres = Double(overlap.prediction) * millilitres
  }
}
