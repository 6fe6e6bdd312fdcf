import Kernels

extension LiteENSAM {
  /// A named step of the network that has just been computed.
  ///
  /// Its output lies in memory that the next step may use again: read it while the observer runs.
  public struct Stage {
    /// The name of the step in the PyTorch model's records: `stem`, `encoder.0`,
    /// `attention.0.image`, `attention`, `decoder.0`, `logits`, and so on.
    public let name: String
    let copy: () -> Tensor

    /// A copy of what the step computed: a feature map (channels, z, y, x), tokens (tokens, width),
    /// or their rotations (tokens, h, h).
    public var output: Tensor { copy() }
  }

  /// The logits of a crop; voxels above 0 are tumour.
  ///
  /// - Parameters:
  ///   - input: (windows, z, y, x) in 0…1, every extent a multiple of `config.stride`.
  ///   - endpoints: the diameter's two ends as indices (z, y, x) in the input; their order does
  ///     not matter.
  ///   - threads: how many threads share the work; the result does not depend on it.
  ///   - isCancelled: asked often, from any of the threads.
  ///   - progress: told, on the calling thread, which step is done and what share of the network's
  ///     multiplications, 0…1.
  /// - Returns: (1, z, y, x).
  /// - Throws: `CancellationError` soon after `isCancelled` answers true; `InputError`;
  ///   `MemoryError`.
  public func forward(
    _ input: Tensor, endpoints: (SIMD3<Float>, SIMD3<Float>), threads: Int = 1,
    isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: (_ stage: String, _ fractionCompleted: Double) -> Void = { _, _ in }
  ) throws -> Tensor {
    try run(
      input, endpoints: endpoints, workers: Workers(threads: threads, isCancelled: isCancelled),
      progress: progress)
  }

  /// The same, with every step shown to an observer on the calling thread.
  public func forward(
    _ input: Tensor, endpoints: (SIMD3<Float>, SIMD3<Float>), threads: Int = 1,
    observer: (Stage) -> Void
  ) throws -> Tensor {
    try withoutActuallyEscaping(observer) {
      try run(input, endpoints: endpoints, workers: Workers(threads: threads), observer: $0)
    }
  }

  func run(
    _ input: Tensor, endpoints: (SIMD3<Float>, SIMD3<Float>), workers: Workers,
    timed: ((_ layer: String, _ seconds: Double) -> Void)? = nil,
    observer: ((Stage) -> Void)? = nil,
    progress: (_ stage: String, _ fractionCompleted: Double) -> Void = { _, _ in }
  ) throws -> Tensor {
    try check(input, endpoints)
    let plan = ForwardPlan(
      weights, config: config, input: input.extents, threads: workers.threads,
      keepsLast: observer != nil)
    let workspace = try workspaces.take(floats: plan.workspace.floats)
    defer { workspaces.put(back: workspace) }
    let pass = ForwardPass(
      kernels: instructionSet.kernels, workers: workers, plan: plan, memory: workspace.start,
      timed: timed)
    func record(_ name: String, _ copy: () -> Tensor) throws {
      try workers.checkCancellation()
      progress(name, plan.fraction(after: name))
      guard let observer else { return }
      withoutActuallyEscaping(copy) { observer(Stage(name: name, copy: $0)) }
    }

    // (windows, z, y, x) -> (f0, z, y, x)
    let image = FeatureMap(
      start: UnsafeMutablePointer(mutating: input.start), channels: config.windows.count,
      extents: input.extents)
    let centred = Array(repeating: NormLine(shift: -0.5), count: image.channels)
    guard
      var x = try weights.stem(
        [image], lines: centred, into: pass.buffer(ForwardPlan.level(0)), in: pass)
    else { preconditionFailure("a convolution with a target returns it") }
    try record("stem") { x.tensor }

    // Each level halves the extents; its result stays for the decoder.
    var skips: [FeatureMap] = []
    for (index, level) in weights.encoder.enumerated() {
      x = try level(
        x, hidden: pass.buffer(ForwardPlan.hidden(encoder: index)),
        into: pass.buffer(ForwardPlan.level(index)), in: pass)
      skips.append(x)
      try record("encoder.\(index)") { x.tensor }
    }

    x = try attend(
      x, endpoints: [endpoints.0, endpoints.1], crop: input.extents, in: pass, record: record)
    try record("attention") { x.tensor }

    return try Tensor(shape: input.extents.shape(channels: 1)) { logits in
      guard let logits = logits.baseAddress else { return }
      for (index, block) in weights.decoder.enumerated().reversed() {
        // Nobody reads the last result but the head, and an observer.
        let isLast = index == 0
        let target =
          isLast && observer == nil ? nil : pass.buffer(ForwardPlan.result(decoder: index))
        let result = try block(
          [x, skips[index]], hidden: pass.buffer(ForwardPlan.hidden(decoder: index)),
          into: target, head: isLast ? weights.head.task(into: logits) : nil, in: pass)
        if let result {
          try record("decoder.\(index)") { result.tensor }
          if !isLast { x = try pass.doubled(result, for: "decoder.\(index).doubled") }
        }
      }
      try record("logits") {
        Tensor(
          shape: input.extents.shape(channels: 1),
          elements: UnsafeBufferPointer(start: logits, count: input.extents.count))
      }
    }
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

extension Tensor {
  /// The extents of a feature map (channels, z, y, x).
  var extents: Extents {
    precondition(shape.count == 4, "a feature map has 4 axes, this tensor has \(shape.count)")
    return Extents(depth: shape[1], height: shape[2], width: shape[3])
  }
}
