import Inference

/// A network that turns a crop and two endpoints into logits: what the pipeline needs to know
/// of it, so that tests can put a formula in its place.
public protocol SegmentationNetwork: Sendable {
  /// One input channel for each.
  var inputWindows: [HUWindow] { get }
  var cropping: Cropping { get }
  /// The mirror images of the crop that logits are averaged over: for each, the axes (0, 1, 2: z, y,
  /// x) that are reversed. At least one; `[]` is the crop itself.
  var mirrors: [[Int]] { get }
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

/// What a network's input is cut from a volume by.
public enum Cropping: Equatable, Sendable {
  /// The volume's own voxels around the diameter's bounding box; larger crops are pooled down.
  case margin(voxels: Int, maximumVoxels: Int)
  /// Cubic voxels at the diameter's own scale.
  case field(FieldOfView)
}
