/// The descending half of the U-Net: at each resolution but the first a stride-2 convolution, then
/// residual blocks.
struct Encoder: Sendable {
  let levels: [Level]

  struct Level: Sendable {
    let down: Convolution?
    let blocks: [ResidualBlock]

    /// (inputs, z, y, x) to (outputs, z, y, x), the extents halved if there is a `down`.
    func callAsFunction(_ input: Tensor, on workers: Workers) throws -> Tensor {
      var x = try down.map { try $0(FeatureMaps(input), on: workers) } ?? input
      for block in blocks { x = try block(FeatureMaps(x), on: workers) }
      return x
    }
  }
}
