import Inference

/// A network that turns a crop and two endpoints into logits: what the pipeline needs to know
/// of it, so that tests can put a formula in its place.
public protocol SegmentationNetwork: Sendable {
  /// One input channel for each.
  var inputWindows: [HUWindow] { get }
  /// Voxels that the crop extends beyond the diameter's bounding box.
  var cropMargin: Int { get }
  /// Larger crops are pooled down.
  var maximumCropVoxels: Int { get }
  /// The crop is padded to multiples of this.
  var stride: Int { get }

  /// - Parameters:
  ///   - input: (windows, z, y, x) in 0…1.
  ///   - endpoints: indices (z, y, x) in the input.
  ///   - progress: the stage that is done and the fraction of the whole, 0…1.
  /// - Returns: logits (1, z, y, x).
  /// - Throws: `CancellationError` soon after `isCancelled` answers true.
  func logits(
    for input: Tensor, endpoints: (SIMD3<Float>, SIMD3<Float>), threads: Int,
    isCancelled: @escaping @Sendable () -> Bool,
    progress: @escaping (_ stage: String, _ fraction: Double) -> Void
  ) throws -> Tensor
}
