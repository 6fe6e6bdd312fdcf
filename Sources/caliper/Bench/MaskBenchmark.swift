import Evaluation
import ImageFiles
import Imaging

/// Times the scores of one lesion in two masks: what a comparison with other programs needs.
struct MaskBenchmark {
  private static let label: UInt8 = 1

  private let reference: Mask
  private let prediction: Mask

  /// - Throws: `ImageFileError`, ``CaseFailure`` for masks of two shapes.
  init(reference: String, prediction: String) throws {
    let masks = try [reference, prediction].map { path in
      let mask = try ImageFileReader().readMask(path)
      // As others have it in memory, the background too: finding the lesion is part of the work.
      return mask.resized(to: mask.grid.box)
    }
    guard masks[0].grid.shape == masks[1].grid.shape else {
      throw CaseFailure(
        "\(SafeText.escaped(prediction)): the prediction has another shape than the reference.")
    }
    (self.reference, self.prediction) = (masks[0], masks[1])
  }

  /// - Parameter repeats: runs after the first; `nil` for one for each line on standard input.
  func run(repeats: Int?) throws -> Report {
    let runs = RepeatedRuns { [self] in
      try LesionScore(of: Self.label, reference: reference, prediction: prediction)
    }
    let outcome = try repeats.map(runs.run) ?? runs.runPaced()
    let (kept, found) = (reference.trimmed(), prediction.trimmed())
    let boxed = RepeatedRuns {
      try LesionScore(of: Self.label, reference: kept, prediction: found)
    }
    return Report(
      seconds: outcome.seconds, firstSeconds: outcome.firstSeconds,
      boxedSeconds: try repeats.map { try boxed.run(repeats: $0).seconds },
      dice: JSONNumber(outcome.last.dice),
      surfaceDice: JSONNumber(outcome.last.normalisedSurfaceDice),
      hausdorff95: JSONNumber(outcome.last.hausdorff95))
  }

  /// What `bench --masks` prints.
  struct Report: Encodable {
    let seconds: [Double]
    let firstSeconds: Double
    /// With masks as they come from a file: without the background around their labels.
    let boxedSeconds: [Double]?
    let dice: JSONNumber
    let surfaceDice: JSONNumber
    let hausdorff95: JSONNumber
    /// Of this process up to now, in MB (10^6 bytes).
    let peakMegabytes = MemorySampler.peakBytes() / 1e6

    private enum CodingKeys: String, CodingKey {
      case seconds, dice
      case firstSeconds = "first_seconds"
      case boxedSeconds = "boxed_seconds"
      case surfaceDice = "nsd"
      case hausdorff95 = "hd95_mm"
      case peakMegabytes = "peak_rss_mb"
    }
  }
}
