/// How far a segmentation agrees with the truth: the two measures that FLARE ranks by.
package struct Agreement: Hashable, Sendable {
  /// Dice similarity coefficient, in 0…1.
  package let dice: Double
  /// Normalised surface Dice, in 0…1; 0 where `dice` is below ``LesionScore/leastDice``.
  package let normalisedSurfaceDice: Double

  package init(dice: Double, normalisedSurfaceDice: Double) {
    self.dice = dice
    self.normalisedSurfaceDice = normalisedSurfaceDice
  }

  package init(_ score: LesionScore) {
    self.init(dice: score.dice, normalisedSurfaceDice: score.normalisedSurfaceDice)
  }

  /// - Parameter all: at least one.
  package init(meanOf all: [Agreement]) {
    self.init(
      dice: all.map(\.dice).mean, normalisedSurfaceDice: all.map(\.normalisedSurfaceDice).mean)
  }
}
