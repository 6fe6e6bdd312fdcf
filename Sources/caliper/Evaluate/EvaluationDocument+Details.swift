import Evaluation

extension EvaluationDocument {
  /// What nnU-Net's summary has no place for.
  struct Details: Encodable {
    /// How intervals were found.
    struct Intervals: Encodable {
      let method = "percentile bootstrap over cases"
      let level = MeanEstimate.level
      let resamples = MeanEstimate.resamples
    }

    let kind = "evaluation"
    let version = Caliper.version
    let toleranceMillimetres: Double
    let leastDice = LesionScore.leastDice
    let matching: String
    let intervals = Intervals()
    let groups: [Group]
    /// What could not be scored, a sentence each.
    let problems: [String]
    let notes: [String]
    /// Means over the cases that have one.
    let efficiency: Efficiency?

    init(_ report: EvaluationReport) {
      toleranceMillimetres = report.tolerance
      matching = report.matching.rawValue
      groups =
        [Group(report.overCases)]
        + (report.overScoredCases.map { [Group($0, name: "over scored cases")] } ?? [])
        + ([report.overLesions].compactMap { $0 } + report.bySize + report.byLabel)
        .map { Group($0) }
      problems = report.problems
      notes = report.notes
      efficiency = report.meanEfficiency.map(Efficiency.init)
    }

    private enum CodingKeys: String, CodingKey {
      case kind, version, matching, intervals, groups, problems, notes, efficiency
      case toleranceMillimetres = "tolerance_mm"
      case leastDice = "nsd_0_below_dsc"
    }
  }

  /// A mean, and the ends of its interval: null where one case alone tells nothing of others.
  struct Estimate: Encodable {
    let mean: JSONNumber
    let low: JSONNumber
    let high: JSONNumber

    init(_ estimate: MeanEstimate) {
      mean = JSONNumber(estimate.mean)
      low = JSONNumber(estimate.interval?.lowerBound)
      high = JSONNumber(estimate.interval?.upperBound)
    }
  }

  struct SignedError: Encodable {
    let mean: Estimate
    let meanMagnitude: Estimate
    let median: JSONNumber
    let n: Int

    init(_ error: EvaluationGroup.SignedError) {
      mean = Estimate(error.mean)
      meanMagnitude = Estimate(error.meanMagnitude)
      median = JSONNumber(error.median)
      n = error.count
    }

    private enum CodingKeys: String, CodingKey {
      case mean, median, n
      case meanMagnitude = "mean_magnitude"
    }
  }

  struct Group: Encodable {
    let name: String
    let unit: String
    let size: String?
    let label: Int?
    let n: Int
    let dice: Estimate
    let surfaceDice: Estimate
    let hausdorff95: Estimate?
    let volumeError: SignedError?
    let longAxisError: SignedError?

    init(_ group: EvaluationGroup, name: String? = nil) {
      self.name = name ?? group.name
      unit = group.unit == .cases ? "cases" : "lesions"
      if case .size(let size) = group.kind { self.size = size.rawValue } else { size = nil }
      if case .label(let label) = group.kind { self.label = Int(label) } else { label = nil }
      n = group.count
      dice = Estimate(group.dice)
      surfaceDice = Estimate(group.normalisedSurfaceDice)
      hausdorff95 = group.hausdorff95.map(Estimate.init)
      volumeError = group.volumeError.map(SignedError.init)
      longAxisError = group.diameterError.map(SignedError.init)
    }

    private enum CodingKeys: String, CodingKey {
      case name, unit, size, label, n
      case dice = "Dice"
      case surfaceDice = "NSD"
      case hausdorff95 = "HD95"
      case volumeError = "volume_error"
      case longAxisError = "long_axis_error_mm"
    }
  }
}
