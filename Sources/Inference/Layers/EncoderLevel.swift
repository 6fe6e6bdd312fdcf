/// One level of the descending half of the U-Net: at each but the first a stride-2 convolution,
/// then residual blocks.
struct EncoderLevel: Sendable {
  let down: Convolution?
  let blocks: [ResidualBlock]

  /// (inputs, z, y, x) to (outputs, z, y, x), the extents halved if there is a `down`.
  ///
  /// - Parameter target: the memory of the result; of the input too if there is no `down`.
  func callAsFunction(
    _ input: FeatureMap, hidden: UnsafeMutablePointer<Float>,
    into target: UnsafeMutablePointer<Float>, in pass: ForwardPass
  ) throws -> FeatureMap {
    var x = input
    if let down {
      let plain = Array(repeating: NormLine(), count: input.channels)
      x = try down([input], lines: plain, into: target, in: pass) ?? x
    }
    for block in blocks { x = try block([x], hidden: hidden, into: target, in: pass) ?? x }
    return x
  }
}
