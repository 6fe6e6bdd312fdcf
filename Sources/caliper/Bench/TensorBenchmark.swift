import Foundation
import ImageFiles
import Inference

/// Times the network on an input from a file, and hands out its logits: what a comparison with
/// other engines needs.
struct TensorBenchmark {
  private let network: LiteENSAM
  private let input: Tensor
  private let endpoints: (SIMD3<Float>, SIMD3<Float>)
  private let threads: Int
  private let cancellation: Cancellation

  /// - Parameter path: a `.safetensors` file with `image` (windows, z, y, x) in 0…1 and `points`
  ///   (2, 3), the diameter's ends as indices (z, y, x).
  /// - Throws: `SafeTensorsError`, ``CaseFailure``.
  init(network: LiteENSAM, path: String, threads: Int, cancellation: Cancellation) throws {
    self.network = network
    self.threads = threads
    self.cancellation = cancellation
    let file = try SafeTensors(contentsOf: path)
    input = try file.tensor(named: "image")
    let points = try file.tensor(named: "points")
    guard points.shape == [2, 3] else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): \"points\" is of shape \(points.shape); it must be (2, 3), the "
          + "diameter's ends as z, y, x.")
    }
    endpoints = (
      SIMD3(points[0], points[1], points[2]), SIMD3(points[3], points[4], points[5])
    )
  }

  /// - Parameter repeats: runs after the first; `nil` for one for each line on standard input.
  /// - Throws: `LiteENSAM.InputError` for an image that is not as the network needs it,
  ///   `CancellationError`.
  func run(repeats: Int?) throws -> (TensorReport, logits: Tensor) {
    let runs = RepeatedRuns { [self] in
      try network.forward(
        input, endpoints: endpoints, threads: threads,
        isCancelled: { [cancellation] in cancellation.isCancelled })
    }
    let outcome = try repeats.map(runs.run) ?? runs.runPaced()
    return (
      TensorReport(seconds: outcome.seconds, firstSeconds: outcome.firstSeconds),
      logits: outcome.last
    )
  }

  /// Writes logits as raw little-endian 32-bit floats, x fastest.
  ///
  /// - Throws: `ImageFileError`.
  static func write(_ logits: Tensor, to path: String) throws {
    let words = logits.elements.map(\.bitPattern.littleEndian)
    try AtomicFile.write(to: path) { sink in try words.withUnsafeBytes(sink.write) }
  }
}

/// What `bench --tensor` prints.
struct TensorReport: Encodable {
  let seconds: [Double]
  let firstSeconds: Double
  /// Of this process up to now, in MB (10^6 bytes).
  let peakMegabytes = MemorySampler.peakBytes() / 1e6

  private enum CodingKeys: String, CodingKey {
    case seconds
    case firstSeconds = "first_seconds"
    case peakMegabytes = "peak_rss_mb"
  }
}
