import Annotations
import Imaging
import Segmentation

/// The JSON object that `segment` prints.
struct SegmentReport: Encodable {
  struct Lesion: Codable {
    let measurement: MeasurementRecord
    let placedMillimetres: Double
    let rescued: Bool

    init(_ measurement: LesionMeasurement, _ prediction: LesionPrediction?, on grid: VoxelGrid) {
      self.measurement = MeasurementRecord(measurement)
      placedMillimetres = (prediction?.prompt.diameter.millimetres(in: grid) ?? 0)
        .rounded(toPlaces: 3)
      rescued = prediction?.wasRescued ?? false
    }

    init(from decoder: any Decoder) throws {
      measurement = try MeasurementRecord(from: decoder)
      let container = try decoder.container(keyedBy: Keys.self)
      placedMillimetres = try container.decode(Double.self, forKey: .placedMillimetres)
      rescued = try container.decode(Bool.self, forKey: .rescued)
    }

    func encode(to encoder: any Encoder) throws {
      try measurement.encode(to: encoder)
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(placedMillimetres, forKey: .placedMillimetres)
      try container.encode(rescued, forKey: .rescued)
    }

    private enum Keys: String, CodingKey {
      case placedMillimetres = "placed_diameter_mm"
      case rescued
    }
  }

  let input: String
  let output: String
  let lesions: [Lesion]
  let seconds: [String: Double]
  /// With `--timing`.
  var timing: Timing?
  let stages: StageTiming

  init(
    input: String, output: String, segmented: SegmentedCase, grid: VoxelGrid, stages: StageTiming
  ) {
    self.input = input
    self.output = output
    lesions = segmented.lesions(on: grid)
    self.stages = stages
    seconds = stages.named.merging(["total": stages.total]) { $1 }
      .mapValues { $0.rounded(toPlaces: 4) }
  }

  private enum CodingKeys: String, CodingKey { case input, output, lesions, seconds, timing }
}

extension SegmentedCase {
  /// The lesions as reports have them.
  func lesions(on grid: VoxelGrid) -> [SegmentReport.Lesion] {
    let byLabel = Dictionary(uniqueKeysWithValues: predictions.map { ($0.prompt.label, $0) })
    return measurements.map { SegmentReport.Lesion($0, byLabel[$0.label], on: grid) }
  }
}

extension SegmentReport {
  /// Where the time of the whole command went, in seconds, and what memory it took.
  struct Timing: Encodable {
    let stages: StageTiming
    /// From the command's first step to its last; what no stage counts is in it too.
    let total: Double
    let memory: MemorySampler.Usage

    init(_ stages: StageTiming, total: Double, memory: MemorySampler.Usage) {
      self.stages = stages
      self.total = total
      self.memory = memory
    }

    func encode(to encoder: any Encoder) throws {
      var values = stages.named
      values["total"] = total
      values["peak_rss_mb"] = memory.peakMegabytes
      values["ram_time_gb_s"] = memory.gigabyteSeconds
      try values.mapValues { $0.rounded(toPlaces: 4) }.encode(to: encoder)
    }
  }
}

extension StageTiming {
  /// The stages by the names that the Manual gives them.
  var named: [String: Double] {
    [
      "load": load, "preprocess": preprocess, "network": network, "postprocess": postprocess,
      "save": save,
    ]
  }
}
