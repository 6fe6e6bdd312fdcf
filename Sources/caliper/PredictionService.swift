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
    let shown = lesions.filter { $0.isPredicted || requested.contains($0.id) }
    var result = try timing.measure(\.postprocess) {
      try joined(shown, from: predictions, isCancelled: isCancelled)
    }
    self.predictions = predictions
    result.seconds = timing.total
    return result
  }

  /// Makes the masks of the lesions that are shown at their thresholds, without the network.
  ///
  /// - Parameters:
  ///   - lesion: the one whose threshold is new.
  ///   - isCancelled: polled from slice to slice.
  /// - Throws: `CancellationError`.
  func rethreshold(
    _ lesions: [PlacedLesion], lesion id: Int, isCancelled: () -> Bool
  ) throws -> Result<PredictionResult, ThresholdRefusal> {
    guard let lesion = lesions.first(where: { $0.id == id }), kept(for: lesion) != nil else {
      return .failure(.noLogits)
    }
    let shown = lesions.filter { $0.isPredicted || $0.id == id }
    let result = try joined(shown, from: predictions, isCancelled: isCancelled)
    return result.measurements[id] == nil ? .failure(.empty) : .success(result)
  }

  /// What the network said of a lesion's present diameter, whichever end is A.
  private func kept(
    for lesion: PlacedLesion, among predictions: [Int: LesionPrediction]? = nil
  ) -> LesionPrediction? {
    guard let known = (predictions ?? self.predictions)[lesion.id] else { return nil }
    let diameter = known.prompt.diameter
    return [diameter, diameter.reversed].contains(lesion.diameter) ? known : nil
  }

  /// The label map and measurements of the lesions whose diameter is the one that was predicted.
  /// Of others (moved since, or from an earlier session) the viewer keeps what it has.
  private func joined(
    _ lesions: [PlacedLesion], from predictions: [Int: LesionPrediction],
    isCancelled: () -> Bool
  ) throws -> PredictionResult {
    var known: [LesionPrediction] = []
    for lesion in lesions.sorted(by: { $0.id < $1.id }) {
      guard let kept = kept(for: lesion, among: predictions) else { continue }
      known.append(
        lesion.threshold == 0
          ? kept
          : try LesionPrediction(
            kept, threshold: Float(lesion.threshold), isCancelled: isCancelled))
    }
    let mask = try labelMap(of: known, on: volume.grid, isCancelled: isCancelled)
    var measurements: [Int: LesionMeasurement] = [:]
    for prediction in known {
      if isCancelled() { throw CancellationError() }
      let label = prediction.prompt.label
      measurements[label] = LesionMeasurement(of: label, in: mask, volume: volume)
    }
    return PredictionResult(
      mask: mask, measurements: measurements,
      rescued: Set(known.filter(\.wasRescued).map(\.prompt.label)), seconds: 0)
  }
}
