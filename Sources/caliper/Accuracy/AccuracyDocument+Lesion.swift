import Annotations
import Evaluation

extension AccuracyDocument {
  /// One lesion, with every draw.
  struct Lesion: Encodable {
    struct Jitter: Encodable {
      let voxels: Double
      let dsc: Double
      let nsd: Double
      let draws: [Scores]
    }

    let source: String
    let name: String
    let label: Int
    let longAxis: Double
    let volume: Double
    let predicted: Double
    let dsc: Double
    let nsd: Double
    /// JSON has no infinity: `nil` where a mask is empty.
    let hausdorff95: Double?
    let rescued: Bool
    let baselines: [String: Scores]
    let jitter: [Jitter]

    init(_ lesion: LesionAccuracy) {
      source = lesion.identity.source
      name = lesion.identity.name
      label = lesion.identity.label
      longAxis = lesion.longAxisMillimetres.rounded(toPlaces: 3)
      volume = lesion.referenceMillilitres.rounded(toPlaces: 6)
      predicted = lesion.predictionMillilitres.rounded(toPlaces: 6)
      let scores = Scores(lesion.agreement)
      (dsc, nsd) = (scores.dsc, scores.nsd)
      hausdorff95 = lesion.hausdorff95.isFinite ? lesion.hausdorff95.rounded(toPlaces: 3) : nil
      rescued = lesion.wasRescued
      baselines = Scores.byName(lesion.baselines)
      jitter = lesion.displaced.map { displaced in
        let mean = Scores(displaced.mean)
        return Jitter(
          voxels: displaced.radius, dsc: mean.dsc, nsd: mean.nsd,
          draws: displaced.draws.map(Scores.init))
      }
    }

    private enum CodingKeys: String, CodingKey {
      case source, label, dsc, nsd, rescued, baselines, jitter
      case name = "case"
      case longAxis = "long_axis_mm"
      case volume = "volume_mL"
      case predicted = "predicted_mL"
      case hausdorff95 = "hd95_mm"
    }
  }
}
