import Annotations
import Inference

/// What `bench` prints.
struct BenchReport: Encodable {
  /// A whole pass on one crop. GFLOP/s count two operations for each multiplication of the
  /// direct form, whatever the engine executes.
  struct Forward: Encodable {
    /// The median.
    let seconds: Double
    let minimum: Double
    let first: Double
    let multiplications: Double
    let gflops: Double
    let shareOfPeak: Double

    private enum CodingKeys: String, CodingKey {
      case seconds, multiplications, gflops
      case minimum = "min_seconds"
      case first = "first_seconds"
      case shareOfPeak = "share_of_peak"
    }
  }

  struct Layer: Encodable {
    let name: String
    let seconds: Double
    let multiplications: Double
    let gflops: Double
    let shareOfPeak: Double
    let shareOfTime: Double

    private enum CodingKeys: String, CodingKey {
      case name, seconds, multiplications, gflops
      case shareOfPeak = "share_of_peak"
      case shareOfTime = "share_of_time"
    }
  }

  let instructionSet: String
  let backend = LiteENSAM.backend
  let threads: Int
  let repeats: Int
  let peak: Double
  /// By the crop's edge in voxels.
  let forward: [Int: Forward]
  /// The edge of the crop that the layers were timed on.
  let layersEdge: Int
  /// The whole pass in which they were timed.
  let layersSeconds: Double
  let layers: [Layer]
  /// `nil` when it was left out or failed.
  var wholeCase: CaseTiming?

  init(
    instructionSet: String, threads: Int, repeats: Int, peak: Double, forward: [Int: PassTiming],
    layersEdge: Int,
    layersSeconds: Double, layers: [LayerFigures]
  ) {
    func gflops(_ multiplications: Double, _ seconds: Double) -> Double {
      seconds > 0 ? (2 * multiplications / seconds / 1e9).rounded(toPlaces: 3) : 0
    }
    func share(_ part: Double, of whole: Double) -> Double {
      whole > 0 ? (part / whole).rounded(toPlaces: 4) : 0
    }
    self.instructionSet = instructionSet
    self.threads = threads
    self.repeats = repeats
    self.peak = peak.rounded(toPlaces: 3)
    self.forward = forward.mapValues { timing in
      let median = timing.seconds.median
      let speed = gflops(timing.multiplications, median)
      return Forward(
        seconds: median.rounded(toPlaces: 6),
        minimum: (timing.seconds.min() ?? 0).rounded(toPlaces: 6),
        first: timing.first.rounded(toPlaces: 6), multiplications: timing.multiplications,
        gflops: speed, shareOfPeak: share(speed, of: peak))
    }
    self.layersEdge = layersEdge
    self.layersSeconds = layersSeconds.rounded(toPlaces: 6)
    self.layers = layers.map { layer in
      let speed = gflops(layer.multiplications, layer.seconds)
      return Layer(
        name: layer.name, seconds: layer.seconds.rounded(toPlaces: 7),
        multiplications: layer.multiplications, gflops: speed,
        shareOfPeak: share(speed, of: peak), shareOfTime: share(layer.seconds, of: layersSeconds))
    }
  }

  /// By hand, since a case that was left out is to be there as null.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Caliper.version, forKey: .version)
    try container.encode(instructionSet, forKey: .instructionSet)
    try container.encode(backend, forKey: .backend)
    try container.encode(threads, forKey: .threads)
    try container.encode(repeats, forKey: .repeats)
    try container.encode(peak, forKey: .peak)
    try container.encode(
      Dictionary(uniqueKeysWithValues: forward.map { ("\($0.key)", $0.value) }), forKey: .forward)
    try container.encode(layersEdge, forKey: .layersEdge)
    try container.encode(layersSeconds, forKey: .layersSeconds)
    try container.encode(layers, forKey: .layers)
    try container.encode(wholeCase, forKey: .wholeCase)
  }

  private enum CodingKeys: String, CodingKey {
    case version, backend, threads, repeats, forward, layers
    case instructionSet = "instruction_set"
    case peak = "peak_gflops"
    case layersEdge = "layers_size"
    case layersSeconds = "layers_total_seconds"
    case wholeCase = "case"
  }
}
