import Evaluation
import Imaging

extension EvaluationDocument {
  /// One case with its lesions.
  struct Case: Encodable {
    /// A lesion's numbers, and what of it is no number.
    struct Lesion: Encodable {
      let metrics: LesionMetrics
      let lesion: EvaluatedLesion

      func encode(to encoder: any Encoder) throws {
        try metrics.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(lesion.prediction.map { Int($0.label) }, forKey: .predictedLabel)
        try container.encode(lesion.size?.rawValue, forKey: .size)
        try container.encode(lesion.reference?.diameter.ends, forKey: .diameter)
        try container.encode(lesion.prediction?.diameter.ends, forKey: .predictedDiameter)
      }

      private enum Keys: String, CodingKey {
        case size, diameter
        case predictedLabel = "predicted_label"
        case predictedDiameter = "predicted_diameter"
      }
    }

    let name: String
    let predictionFile: String?
    let referenceFile: String
    let imageFile: String?
    let dice: Double
    let surfaceDice: Double
    /// By label: of the reference, and where lesions are matched by label of the prediction alone.
    let lesions: [String: Lesion]
    /// Where lesions are matched by overlap: those that the prediction alone has.
    let unmatched: [Lesion]
    let shape: [Int]
    let spacing: [Double]
    let problem: String?
    let efficiency: Efficiency?

    init(_ one: EvaluatedCase, matching: MatchingRule, in folder: String) {
      name = one.name
      predictionFile = one.files.prediction.map { RelativePath.of($0, from: folder) }
      referenceFile = RelativePath.of(one.files.reference, from: folder)
      imageFile = one.files.image.map { RelativePath.of($0, from: folder) }
      dice = one.dice
      surfaceDice = one.normalisedSurfaceDice
      let all = one.lesions.map { Lesion(metrics: LesionMetrics($0, on: one.grid), lesion: $0) }
      // Paired by overlap, a label of the prediction alone may be another lesion's in the reference.
      let hasOwnLabel: (Lesion) -> Bool = { matching == .labels || $0.lesion.reference != nil }
      lesions = Dictionary(
        uniqueKeysWithValues: all.filter(hasOwnLabel).map { ("\($0.lesion.label)", $0) })
      unmatched = all.filter { !hasOwnLabel($0) }
      shape = (0..<3).map { one.grid.shape[$0] }
      spacing = (0..<3).map { one.grid.spacing[$0] }
      problem = one.problem
      efficiency = one.efficiency.map(Efficiency.init)
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(name, forKey: .name)
      // By hand, since what has no value is to be there as null and not missing.
      try container.encode(predictionFile, forKey: .predictionFile)
      try container.encode(referenceFile, forKey: .referenceFile)
      try container.encode(imageFile, forKey: .imageFile)
      try container.encode(JSONNumber(dice), forKey: .dice)
      try container.encode(JSONNumber(surfaceDice), forKey: .surfaceDice)
      try container.encode(lesions, forKey: .lesions)
      if !unmatched.isEmpty { try container.encode(unmatched, forKey: .unmatched) }
      try container.encode(shape, forKey: .shape)
      try container.encode(spacing, forKey: .spacing)
      try container.encodeIfPresent(problem, forKey: .problem)
      try container.encodeIfPresent(efficiency, forKey: .efficiency)
    }

    private enum Keys: String, CodingKey {
      case shape, unmatched, problem, efficiency
      case name = "case"
      case predictionFile = "prediction_file"
      case referenceFile = "reference_file"
      case imageFile = "image_file"
      case dice = "Dice"
      case surfaceDice = "NSD"
      case lesions = "metrics"
      case spacing = "spacing_mm"
    }
  }

  /// As `segment` names it.
  struct Efficiency: Encodable {
    let seconds: JSONNumber
    let peakMegabytes: JSONNumber
    let gigabyteSeconds: JSONNumber

    init(_ efficiency: CaseEfficiency) {
      seconds = JSONNumber(efficiency.seconds)
      peakMegabytes = JSONNumber(efficiency.peakMegabytes)
      gigabyteSeconds = JSONNumber(efficiency.gigabyteSeconds)
    }

    private enum CodingKeys: String, CodingKey {
      case seconds
      case peakMegabytes = "peak_rss_mb"
      case gigabyteSeconds = "ram_time_gb_s"
    }
  }
}

extension Diameter {
  /// Both ends as x, y, z.
  fileprivate var ends: [[Int]] { [a, b].map { [$0.x, $0.y, $0.z] } }
}
