/// One lesion whose mask is known, and how well it was found.
package struct LesionAccuracy: Sendable {
  /// The answers to one prompt that is off.
  package struct Displaced: Sendable {
    /// How far both ends were displaced, in voxels.
    package let radius: Double
    /// One for each draw, at least one.
    package let draws: [Agreement]

    package init(radius: Double, draws: [Agreement]) {
      self.radius = radius
      self.draws = draws
    }

    package var mean: Agreement { Agreement(meanOf: draws) }
  }

  /// Which lesion it is: a group of cases, the case, and the label in its mask.
  package struct Identity: Hashable, Sendable {
    package let source: String
    package let name: String
    package let label: Int

    package init(source: String, name: String, label: Int) {
      self.source = source
      self.name = name
      self.label = label
    }
  }

  package let identity: Identity
  /// The length of its RECIST diameter, in mm.
  package let longAxisMillimetres: Double
  package let referenceMillilitres: Double
  package let predictionMillilitres: Double
  /// The network's, for the exact diameter.
  package let agreement: Agreement
  /// The 95th percentile of the Hausdorff distance, in mm; infinite where nothing was found.
  package let hausdorff95: Double
  /// Whether the network found nothing, and the mask was raised until it had a voxel.
  package let wasRescued: Bool
  package let baselines: [Baseline: Agreement]
  /// By radius, ascending; none for the exact diameter.
  package let displaced: [Displaced]

  package init(
    _ identity: Identity, longAxisMillimetres: Double, referenceMillilitres: Double,
    predictionMillilitres: Double, agreement: Agreement, hausdorff95: Double,
    wasRescued: Bool = false, baselines: [Baseline: Agreement], displaced: [Displaced] = []
  ) {
    self.identity = identity
    self.longAxisMillimetres = longAxisMillimetres
    self.referenceMillilitres = referenceMillilitres
    self.predictionMillilitres = predictionMillilitres
    self.agreement = agreement
    self.hausdorff95 = hausdorff95
    self.wasRescued = wasRescued
    self.baselines = baselines
    self.displaced = displaced
  }

  /// The predicted volume less the true one, as a fraction of the true one.
  package var volumeError: Double {
    (predictionMillilitres - referenceMillilitres) / referenceMillilitres
  }
}

extension LesionAccuracy.Identity {
  /// The lesion in one line, the same whatever else is evaluated.
  package var text: String { "\(source)/\(name) \(label)" }
}
