import Imaging
import Segmentation
import Viewer

/// Keeps what the network said of each lesion of one study, so that predicting one lesion again
/// does not run the others, and lesions that meet are divided by their logits.
///
/// Used from one thread at a time.
final class PredictionService {
  private let volume: Volume
  private var predictions: [Int: LesionPrediction] = [:]

  init(volume: Volume) { self.volume = volume }

  /// Predicts the requested lesions and joins all that are known.
  ///
  /// - Throws: ``PromptError``, `CancellationError`, errors of the network.
  func predict(
    _ lesions: [PlacedLesion], requested: [Int], segmenter: Segmenter,
    isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping (PredictionProgress) -> Void
  ) throws -> PredictionResult {
    var timing = StageTiming()
    // Kept only when the whole request is done: a cancelled one leaves nothing behind.
    var predictions = predictions
    let wanted = lesions.filter { requested.contains($0.id) }
    for (index, lesion) in wanted.enumerated() {
      let name = wanted.count > 1 ? "lesion \(lesion.id) " : ""
      predictions[lesion.id] = try segmenter.predict(
        LesionPrompt(label: lesion.id, diameter: lesion.diameter), in: volume, timing: &timing,
        isCancelled: isCancelled
      ) { stage, fraction in
        progress(
          PredictionProgress(
            stage: name + stage, fraction: (Double(index) + fraction) / Double(wanted.count)))
      }
    }
    self.predictions = predictions
    let shown = lesions.filter { $0.isPredicted || requested.contains($0.id) }
    var result = timing.measure(\.postprocess) { joined(shown) }
    result.seconds = timing.total
    return result
  }

  /// The label map and measurements of the lesions whose diameter is the one that was predicted.
  /// Of others (moved since, or from an earlier session) the viewer keeps what it has.
  private func joined(_ lesions: [PlacedLesion]) -> PredictionResult {
    let known = lesions.sorted { $0.id < $1.id }.compactMap { lesion in
      predictions[lesion.id].flatMap { $0.prompt.diameter == lesion.diameter ? $0 : nil }
    }
    let mask = labelMap(of: known, on: volume.grid)
    let measured = known.compactMap {
      LesionMeasurement(of: $0.prompt.label, in: mask, volume: volume)
    }
    return PredictionResult(
      mask: mask, measurements: Dictionary(uniqueKeysWithValues: measured.map { ($0.label, $0) }),
      rescued: Set(known.filter(\.wasRescued).map(\.prompt.label)), seconds: 0)
  }
}
