extension LiteENSAM {
  /// A named step of the network that has just been computed.
  public struct Stage {
    /// The name of the step in the PyTorch model's records: `stem`, `encoder.0`,
    /// `attention.0.image`, `attention`, `decoder.0`, `logits`, and so on.
    public let name: String
    /// What the step computed: a feature map (channels, z, y, x), tokens (tokens, width), or their
    /// rotations (tokens, h, h).
    public let output: Tensor
    /// The share of the network's multiplications that is done, 0…1.
    public let fractionCompleted: Double
  }

  /// The logits of a crop; voxels above 0 are tumour.
  ///
  /// - Parameters:
  ///   - input: (windows, z, y, x) in 0…1, every extent a multiple of `config.stride`.
  ///   - endpoints: the diameter's two ends as indices (z, y, x) in the input; their order does
  ///     not matter.
  ///   - threads: how many threads share the work; the result does not depend on it.
  ///   - isCancelled: asked often, from any of the threads.
  ///   - observer: told of each step when it is done, on the calling thread.
  /// - Returns: (1, z, y, x).
  /// - Throws: `CancellationError` soon after `isCancelled` answers true; `InputError`.
  public func forward(
    _ input: Tensor, endpoints: (SIMD3<Float>, SIMD3<Float>), threads: Int = 1,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    observer: (Stage) -> Void = { _ in }
  ) throws -> Tensor {
    try check(input, endpoints)
    let workers = Workers(threads: threads, isCancelled: isCancelled)
    let costs = StageCosts(weights, input: input.extents)
    var done = 0.0
    func record(_ name: String, _ output: Tensor) throws {
      try workers.checkCancellation()
      done += costs[name]
      observer(Stage(name: name, output: output, fractionCompleted: min(1, done / costs.total)))
    }

    let windows = config.windows.count
    let centred = ChannelTransform(
      scale: Array(repeating: 1, count: windows), shift: Array(repeating: -0.5, count: windows),
      rectifies: false)
    var x = try weights.stem(FeatureMaps(input), transform: centred, on: workers)
    try record("stem", x)

    var skips: [Tensor] = []
    for (index, level) in weights.encoder.levels.enumerated() {
      x = try level(x, on: workers)
      skips.append(x)
      try record("encoder.\(index)", x)
    }

    x = try attend(
      x, endpoints: [endpoints.0, endpoints.1], crop: input.extents, on: workers, record: record)
    try record("attention", x)

    for (index, block) in weights.decoder.levels.enumerated().reversed() {
      // The skip leaves the list as it is used, so that its memory does not outlive it.
      x = try block(FeatureMaps(x, skips.removeLast()), on: workers)
      try record("decoder.\(index)", x)
      if index > 0 { x = try weights.decoder.upsampling(x, on: workers) }
    }

    let logits = try weights.head(FeatureMaps(x), on: workers)
    try record("logits", logits)
    return logits
  }

  /// The attention at the coarsest resolution: features (E, z, y, x) to the same shape.
  private func attend(
    _ features: Tensor, endpoints: [SIMD3<Float>], crop: Extents, on workers: Workers,
    record: (String, Tensor) throws -> Void
  ) throws -> Tensor {
    let (width, count) = (config.width, features.extents.count)
    var image = TwoWayBlock.Tokens(
      values: features.transposed(rows: width, columns: count).unitRows(width: width),
      rotations: try weights.position(LieRotation.places(of: features.extents), on: workers))
    var prompt = TwoWayBlock.Tokens(
      values: weights.prompt(count: endpoints.count),
      rotations: try weights.position(
        endpoints.map { LieRotation.place(of: $0, in: crop) }, on: workers))
    try record("rotation.image", image.rotations.matrices)
    try record("rotation.prompt", prompt.rotations.matrices)
    for (index, block) in weights.attention.enumerated() {
      try block(prompt: &prompt, image: &image, on: workers)
      try record("attention.\(index).prompt", prompt.values)
      try record("attention.\(index).image", image.values)
    }
    return image.values.transposed(rows: count, columns: width, scale: Float(width).squareRoot())
      .reshaped(features.shape)
  }

  private func check(
    _ input: Tensor, _ endpoints: (SIMD3<Float>, SIMD3<Float>)
  ) throws(InputError) {
    let stride = config.stride
    guard input.shape.count == 4, input.shape[0] == config.windows.count,
      input.shape[1...].allSatisfy({ $0 > 0 && $0 % stride == 0 })
    else {
      throw .wrongShape(input.shape, windows: config.windows.count, stride: stride)
    }
    for end in [endpoints.0, endpoints.1] {
      guard end.x.isFinite, end.y.isFinite, end.z.isFinite else { throw .endpointNotFinite }
    }
  }
}
