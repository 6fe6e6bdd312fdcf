import Annotations

/// What `caliper segment --timing` prints, as far as it is needed here.
struct SegmentAnswer: Decodable {
  struct Lesion: Decodable {}

  let lesions: [Lesion]
  let timing: SegmentTiming
}

/// Times in seconds, of one run of `caliper segment`.
struct SegmentTiming: Decodable {
  let load: Double
  let preprocess: Double
  let network: Double
  let postprocess: Double
  let save: Double
  let peakMegabytes: Double
  /// Resident memory summed over the run's time.
  let gigabyteSeconds: Double

  private enum CodingKeys: String, CodingKey {
    case load, preprocess, network, postprocess, save
    case peakMegabytes = "peak_rss_mb"
    case gigabyteSeconds = "ram_time_gb_s"
  }
}

/// A case's figures.
struct CaseTiming: Encodable {
  /// Voxels along x, y, z.
  let shape: [Int]
  let lesions: Int
  /// Of the whole command, from its start to its end.
  let seconds: Double
  /// The same of every run, shortest first.
  let runs: [Double]
  let timing: SegmentTiming

  /// The stages in their order; what is left of the whole is the program's start and end.
  var stages: [(name: String, seconds: Double)] {
    [
      ("load", timing.load), ("preprocess", timing.preprocess), ("network", timing.network),
      ("postprocess", timing.postprocess), ("save", timing.save),
    ]
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(shape, forKey: .shape)
    try container.encode(lesions, forKey: .lesions)
    try container.encode(seconds.rounded(toPlaces: 4), forKey: .seconds)
    try container.encode(runs.map { $0.rounded(toPlaces: 4) }, forKey: .runs)
    try container.encode(
      Dictionary(uniqueKeysWithValues: stages.map { ($0.name, $0.seconds) }), forKey: .stages)
    try container.encode(timing.peakMegabytes, forKey: .peakMegabytes)
    try container.encode(timing.gigabyteSeconds, forKey: .gigabyteSeconds)
  }

  private enum Keys: String, CodingKey {
    case shape, lesions, seconds, runs, stages
    case peakMegabytes = "peak_rss_mb"
    case gigabyteSeconds = "ram_time_gb_s"
  }
}
