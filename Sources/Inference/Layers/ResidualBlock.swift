import Kernels

/// `shortcut(x) + Conv(ReLU(Norm(Conv(ReLU(Norm(x))))))`, both convolutions 3x3x3.
///
/// The shortcut is the identity, or a 1x1x1 convolution where the channels change.
struct ResidualBlock: Sendable {
  let norm1: InstanceNorm
  let convolution1: Convolution
  let norm2: InstanceNorm
  let convolution2: Convolution
  let shortcut: ConvolutionWeights?

  /// (inputs, z, y, x) to (outputs, z, y, x).
  ///
  /// - Parameters:
  ///   - hidden: memory for what lies between the convolutions.
  ///   - target: may be the input's own memory if the shortcut is the identity: a voxel of the
  ///     input is then last read for the voxel that takes its place.
  @discardableResult
  func callAsFunction(
    _ input: [FeatureMap], hidden: UnsafeMutablePointer<Float>,
    into target: UnsafeMutablePointer<Float>?, head: ConvolutionTask.Head? = nil,
    in pass: ForwardPass
  ) throws -> FeatureMap? {
    let between = try convolution1(
      input, lines: norm1.rectified(input.flatMap(\.moments)), into: hidden, in: pass)
    guard let between else { return nil }
    precondition(
      shortcut != nil || (input.count == 1 && !input[0].isDoubled),
      "the identity is of one map as it lies in memory")
    let residual: Convolution.Residual =
      shortcut.map { .projection($0, input) } ?? .identity(input[0])
    return try convolution2(
      [between], lines: norm2.rectified(between.moments), residual: residual, into: target,
      head: head, in: pass)
  }
}
