import Annotations
import Evaluation

/// The JSON object that `accuracy` writes. Keys are as the Manual gives them.
struct AccuracyDocument: Encodable {
  struct Settings: Encodable {
    let toleranceMillimetres: Double
    let jitter: [Double]
    let draws: Int
    let seed: UInt64
    let resamples = MeanEstimate.resamples
    let level = MeanEstimate.level
    let leastDice = LesionScore.leastDice

    private enum CodingKeys: String, CodingKey {
      case jitter, draws, seed, resamples, level
      case toleranceMillimetres = "tolerance_mm"
      case leastDice = "nsd_0_below_dsc"
    }
  }

  let version = Caliper.version
  let weights: String
  let settings: Settings
  let groups: [Group]
  let volumeError: VolumeError
  let lesions: [Lesion]
  /// What was left out, a sentence each.
  let problems: [String]

  init(
    _ report: AccuracyReport, weights: String, draws: Int, seed: UInt64, problems: [String]
  ) {
    self.weights = weights
    settings = Settings(
      toleranceMillimetres: report.tolerance,
      jitter: report.lesions.first?.displaced.map(\.radius) ?? [], draws: draws, seed: seed)
    groups = report.groups.map(Group.init)
    volumeError = VolumeError(report.volumeError)
    lesions = report.lesions.map(Lesion.init)
    self.problems = problems
  }

  private enum CodingKeys: String, CodingKey {
    case version, weights, settings, groups, lesions, problems
    case volumeError = "volume_error"
  }
}

extension AccuracyDocument {
  /// A mean, and the ends of its interval where it has one.
  struct Estimate: Encodable {
    let mean: Double
    let low: Double?
    let high: Double?

    init(_ estimate: MeanEstimate) {
      mean = estimate.mean.rounded(toPlaces: 6)
      low = estimate.interval?.lowerBound.rounded(toPlaces: 6)
      high = estimate.interval?.upperBound.rounded(toPlaces: 6)
    }
  }

  struct Scores: Encodable {
    let dsc: Double
    let nsd: Double

    init(_ agreement: Agreement) {
      dsc = agreement.dice.rounded(toPlaces: 6)
      nsd = agreement.normalisedSurfaceDice.rounded(toPlaces: 6)
    }

    static func byName(_ baselines: [Baseline: Agreement]) -> [String: Scores] {
      Dictionary(uniqueKeysWithValues: baselines.map { ($0.key.rawValue, Scores($0.value)) })
    }
  }

  struct Group: Encodable {
    struct Jitter: Encodable {
      let voxels: Double
      let dsc: Double
      let nsd: Double
      let dscChange: Estimate
      let nsdChange: Estimate

      init(_ displaced: AccuracySummary.Displaced) {
        voxels = displaced.radius
        let scores = Scores(displaced.agreement)
        (dsc, nsd) = (scores.dsc, scores.nsd)
        dscChange = Estimate(displaced.diceChange)
        nsdChange = Estimate(displaced.surfaceChange)
      }

      private enum CodingKeys: String, CodingKey {
        case voxels, dsc, nsd
        case dscChange = "dsc_change"
        case nsdChange = "nsd_change"
      }
    }

    let name: String
    let source: String?
    let size: String?
    let n: Int
    let dsc: Estimate
    let nsd: Estimate
    let baselines: [String: Scores]
    let jitter: [Jitter]

    init(_ summary: AccuracySummary) {
      name = summary.name
      source = summary.source
      size = summary.size?.rawValue
      n = summary.count
      dsc = Estimate(summary.dice)
      nsd = Estimate(summary.normalisedSurfaceDice)
      baselines = Scores.byName(summary.baselines)
      jitter = summary.displaced.map(Jitter.init)
    }
  }

  struct VolumeError: Encodable {
    let mean: Estimate
    let median: Double
    let meanMagnitude: Double

    init(_ error: AccuracyReport.VolumeError) {
      mean = Estimate(error.mean)
      median = error.median.rounded(toPlaces: 6)
      meanMagnitude = error.meanMagnitude.rounded(toPlaces: 6)
    }

    private enum CodingKeys: String, CodingKey {
      case mean, median
      case meanMagnitude = "mean_magnitude"
    }
  }
}
