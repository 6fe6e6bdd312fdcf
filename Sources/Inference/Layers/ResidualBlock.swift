/// `shortcut(x) + Conv(ReLU(Norm(Conv(ReLU(Norm(x))))))`, both convolutions 3x3x3.
///
/// The shortcut is the identity, or a 1x1x1 convolution where the channels change.
struct ResidualBlock: Sendable {
  let norm1: InstanceNorm
  let convolution1: Convolution
  let norm2: InstanceNorm
  let convolution2: Convolution
  let shortcut: PointwiseConvolution?

  /// (inputs, z, y, x) to (outputs, z, y, x).
  func callAsFunction(_ input: FeatureMaps, on workers: Workers) throws -> Tensor {
    let hidden = FeatureMaps(
      try convolution1(
        input, transform: try norm1.rectified(input, on: workers), on: workers))
    return try convolution2(
      hidden, transform: try norm2.rectified(hidden, on: workers),
      residual: shortcut.map { .projection($0, input) } ?? .identity(input), on: workers)
  }
}
