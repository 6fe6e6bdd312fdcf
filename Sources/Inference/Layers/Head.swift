import Kernels

/// The 1x1x1 convolution to the logits, which the last convolution's kernel computes on the way.
struct Head: Sendable {
  /// (channels)
  let weight: Tensor
  let bias: Float

  var channels: Int { weight.count }

  /// - Parameter target: the logits, (z, y, x).
  func task(into target: UnsafeMutablePointer<Float>) -> ConvolutionTask.Head {
    ConvolutionTask.Head(weights: weight.start, bias: bias, target: target)
  }
}
