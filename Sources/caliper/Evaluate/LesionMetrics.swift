import Evaluation
import Imaging

/// The numbers of a lesion, or their means, by the names that nnU-Net gives them where it has them.
struct LesionMetrics: Encodable {
  enum Key: String, CodingKey, CaseIterable {
    case dice = "Dice"
    case intersectionOverUnion = "IoU"
    case truePositives = "TP"
    case falsePositives = "FP"
    case falseNegatives = "FN"
    case trueNegatives = "TN"
    case predicted = "n_pred"
    case referenced = "n_ref"
    case surfaceDice = "NSD"
    case hausdorff95 = "HD95"
    case volume = "volume_mL"
    case predictedVolume = "predicted_mL"
    case volumeError = "volume_error"
    case longAxis = "long_axis_mm"
    case predictedLongAxis = "predicted_long_axis_mm"
    case longAxisError = "long_axis_error_mm"
  }

  /// What is missing has no value.
  private let values: [Key: Double]

  init(_ lesion: EvaluatedLesion, on grid: VoxelGrid) {
    let overlap = lesion.overlap
    let values: [Key: Double?] = [
      .dice: lesion.dice, .intersectionOverUnion: overlap.intersectionOverUnion,
      .truePositives: Double(lesion.truePositives),
      .falsePositives: Double(lesion.falsePositives),
      .falseNegatives: Double(lesion.falseNegatives),
      .trueNegatives: Double(
        grid.count - overlap.reference - overlap.prediction + overlap.shared),
      .predicted: Double(overlap.prediction), .referenced: Double(overlap.reference),
      .surfaceDice: lesion.normalisedSurfaceDice, .hausdorff95: lesion.hausdorff95,
      .volume: lesion.referenceMillilitres, .predictedVolume: lesion.predictionMillilitres,
      .volumeError: lesion.volumeError, .longAxis: lesion.reference?.diameterMillimetres,
      .predictedLongAxis: lesion.prediction?.diameterMillimetres,
      .longAxisError: lesion.diameterError,
    ]
    self.values = values.compactMapValues { $0 }
  }

  /// - Parameter all: each value is the mean of those that have it.
  init(meanOf all: [LesionMetrics]) {
    var means: [Key: Double] = [:]
    for key in Key.allCases {
      let values = all.compactMap { $0.values[key] }
      if !values.isEmpty { means[key] = values.reduce(0, +) / Double(values.count) }
    }
    values = means
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for key in Key.allCases { try container.encode(JSONNumber(values[key]), forKey: key) }
  }
}
