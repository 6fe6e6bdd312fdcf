/// The means over a group of lesions.
package struct AccuracySummary: Sendable {
  /// How much is lost when both ends of the diameter are off.
  package struct Displaced: Sendable {
    /// How far both ends were displaced, in voxels.
    package let radius: Double
    /// Of the lesions' means over their draws.
    package let agreement: Agreement
    /// The difference to the exact diameter's, lesion by lesion.
    package let diceChange: MeanEstimate
    package let surfaceChange: MeanEstimate
  }

  /// `nil` where all sources are together.
  package let source: String?
  /// `nil` where all sizes are together.
  package let size: SizeClass?
  package let count: Int
  package let dice: MeanEstimate
  package let normalisedSurfaceDice: MeanEstimate
  package let baselines: [Baseline: Agreement]
  /// By radius, ascending.
  package let displaced: [Displaced]

  /// The group's name in tables.
  package var name: String {
    let parts = [source, size?.rawValue].compactMap { $0 }
    return parts.isEmpty ? "all" : parts.joined(separator: " ")
  }

  /// - Parameter lesions: at least one, all with the same baselines and radii.
  init(of lesions: [LesionAccuracy], source: String? = nil, size: SizeClass? = nil) {
    self.source = source
    self.size = size
    count = lesions.count
    dice = MeanEstimate(of: lesions.map(\.agreement.dice))
    normalisedSurfaceDice = MeanEstimate(of: lesions.map(\.agreement.normalisedSurfaceDice))
    var baselines: [Baseline: Agreement] = [:]
    for baseline in Baseline.allCases {
      baselines[baseline] = Agreement(meanOf: lesions.map { $0.baselines[baseline]! })
    }
    self.baselines = baselines
    displaced = lesions[0].displaced.indices.map { index in
      let means = lesions.map(\.displaced[index].mean)
      return Displaced(
        radius: lesions[0].displaced[index].radius, agreement: Agreement(meanOf: means),
        diceChange: MeanEstimate(of: zip(means, lesions).map { $0.dice - $1.agreement.dice }),
        surfaceChange: MeanEstimate(
          of: zip(means, lesions).map {
            $0.normalisedSurfaceDice - $1.agreement.normalisedSurfaceDice
          }))
    }
  }

  /// The groups that a table has, in its order: all; each source and, if any, its sizes; all by
  /// size.
  ///
  /// - Parameter lesions: at least one.
  static func groups(of lesions: [LesionAccuracy]) -> [AccuracySummary] {
    func bySize(_ lesions: [LesionAccuracy], source: String?) -> [AccuracySummary] {
      let classes = Dictionary(grouping: lesions) {
        SizeClass(longAxisMillimetres: $0.longAxisMillimetres)
      }
      return SizeClass.allCases.compactMap { size in
        classes[size].map { AccuracySummary(of: $0, source: source, size: size) }
      }
    }
    let sources = Dictionary(grouping: lesions, by: \.identity.source).sorted { $0.key < $1.key }
    return [AccuracySummary(of: lesions)]
      + sources.flatMap { source, lesions in
        [AccuracySummary(of: lesions, source: source)] + bySize(lesions, source: source)
      } + bySize(lesions, source: nil)
  }
}
