import Imaging
import Segmentation

/// The lesions of one image, segmented together: a voxel that two claim goes to one of them.
struct SegmentedCase {
  let mask: Mask
  /// In the prompts' order.
  let predictions: [LesionPrediction]
  let measurements: [LesionMeasurement]
}

extension Segmenter {
  /// Predicts, joins and measures the lesions of one image.
  ///
  /// - Parameters:
  ///   - volumes: for each prompt the voxels of its box.
  ///   - progress: the lesion by its number from 0, the stage that is done and the fraction of the
  ///     lesion's whole.
  /// - Throws: `CancellationError`, errors of the network.
  func segment(
    _ prompts: [LesionPrompt], in volumes: [Volume], on grid: VoxelGrid, timing: inout StageTiming,
    cancellation: Cancellation,
    progress: (_ lesion: Int, _ stage: String, _ fraction: Double) -> Void
  ) throws -> SegmentedCase {
    var predictions: [LesionPrediction] = []
    for (index, prompt) in prompts.enumerated() {
      predictions.append(
        try withoutActuallyEscaping(progress) { progress in
          try predict(
            prompt, in: volumes[index], timing: &timing,
            isCancelled: { cancellation.isCancelled }, progress: { progress(index, $0, $1) })
        })
    }
    let mask = timing.measure(\.postprocess) { labelMap(of: predictions, on: grid) }
    // A lesion's label is never outside its crop.
    let measurements = timing.measure(\.postprocess) {
      zip(prompts, volumes).compactMap { LesionMeasurement(of: $0.label, in: mask, volume: $1) }
    }
    if cancellation.isCancelled { throw CancellationError() }
    return SegmentedCase(mask: mask, predictions: predictions, measurements: measurements)
  }
}
