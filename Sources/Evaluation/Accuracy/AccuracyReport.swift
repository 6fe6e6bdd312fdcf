/// How well the lesions of a data set were segmented, as a whole and by group.
package struct AccuracyReport: Sendable {
  /// The error of the predicted volume, as a fraction of the true one.
  package struct VolumeError: Sendable {
    /// Positive where volumes come out too large.
    package let mean: MeanEstimate
    package let median: Double
    /// The mean of its magnitude.
    package let meanMagnitude: Double
  }

  /// How many of the lesions with the lowest Dice coefficients are named.
  package static let worstCount = 12

  /// By source, name and label.
  package let lesions: [LesionAccuracy]
  /// Of the surfaces, in mm.
  package let tolerance: Double
  package let groups: [AccuracySummary]
  package let volumeError: VolumeError

  /// - Parameters:
  ///   - lesions: at least one, in any order; all with the same baselines and radii.
  ///   - tolerance: by which their surfaces were scored, in mm.
  package init(_ lesions: [LesionAccuracy], tolerance: Double) {
    // In an order of their own: the last digits of a mean depend on it.
    let lesions = lesions.sorted { ($0.identity.key) < ($1.identity.key) }
    self.lesions = lesions
    self.tolerance = tolerance
    groups = AccuracySummary.groups(of: lesions)
    let errors = lesions.map(\.volumeError)
    volumeError = VolumeError(
      mean: MeanEstimate(of: errors), median: errors.median, meanMagnitude: errors.map(abs).mean)
  }

  /// The lesions with the lowest Dice coefficients, lowest first.
  package var worst: [LesionAccuracy] {
    // Equals stay in their order, which a sort by one key alone does not promise.
    let ranked = lesions.enumerated().sorted {
      ($0.element.agreement.dice, $0.offset) < ($1.element.agreement.dice, $1.offset)
    }
    return ranked.prefix(Self.worstCount).map(\.element)
  }
}

extension LesionAccuracy.Identity {
  fileprivate var key: (String, String, Int) { (source, name, label) }
}
