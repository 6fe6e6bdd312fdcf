import Kernels

/// What a forward pass over a crop of one size does and needs, known before it begins.
struct ForwardPlan: Sendable {
  struct Layer: Sendable {
    let tiling: ConvolutionTiling
    /// Of the direct form.
    let multiplications: Double
  }

  static let scratch = "scratch"
  static let moments = "moments"
  static let tokens = "tokens"
  static let attended = "attention"

  /// Of each level, finest first.
  let extents: [Extents]
  /// The convolutions by name.
  let layers: [String: Layer]
  let workspace: WorkspacePlan
  /// Floats of scratch for each thread.
  let scratchPitch: Int
  /// Floats of the attention's arena.
  let tokenFloats: Int

  static func level(_ level: Int) -> String { "level.\(level)" }
  static func result(decoder level: Int) -> String { "decoder.\(level)" }
  static func hidden(encoder level: Int) -> String { "encoder.\(level).hidden" }
  static func hidden(decoder level: Int) -> String { "decoder.\(level).hidden" }

  /// - Parameter keepsLast: whether somebody wants to see the decoder's last result, of which the
  ///   head is computed on the way.
  init(
    _ weights: LiteENSAM.Weights, config: LiteENSAM.Config, input: Extents, threads: Int,
    keepsLast: Bool = false
  ) {
    let levels = config.levels
    var extents = [input]
    for _ in 1..<levels { extents.append(extents[extents.count - 1].strided(by: 2)) }
    self.extents = extents

    var layers: [String: Layer] = [:]
    func add(
      _ convolution: Convolution, at input: Extents, shortcut: ConvolutionWeights? = nil,
      then head: Int = 0
    ) {
      let tiling = ConvolutionTiling(
        inputs: convolution.weights.inputs, outputs: convolution.weights.outputs, input: input,
        stride: convolution.stride, projectedInputs: shortcut?.inputs ?? 0,
        hasHead: head > 0, threads: threads)
      let each = convolution.weights.multiplications + (shortcut?.multiplications ?? 0) + head
      layers[convolution.name] = Layer(
        tiling: tiling, multiplications: Double(each) * Double(tiling.output.count))
    }
    add(weights.stem, at: input)
    for (level, encoder) in weights.encoder.enumerated() {
      if let down = encoder.down { add(down, at: extents[level - 1]) }
      for block in encoder.blocks {
        add(block.convolution1, at: extents[level])
        add(block.convolution2, at: extents[level], shortcut: block.shortcut)
      }
      let decoder = weights.decoder[level]
      add(decoder.convolution1, at: extents[level])
      add(
        decoder.convolution2, at: extents[level], shortcut: decoder.shortcut,
        then: level == 0 ? weights.head.channels : 0)
    }
    self.layers = layers

    let tokens = extents[levels - 1].count
    tokenFloats = LiteENSAM.tokenFloats(tokens: tokens, config: config)
    let scratch = max(
      layers.values.map(\.tiling.scratch).max() ?? 0, DoubledSquares.scratch(width: input.width),
      MatrixExponential.scratch(size: config.headWidth), Attention.scratch(sources: tokens))
    scratchPitch = (scratch + 79) / 16 * 16

    // The steps: each encoder level, the attention, each decoder level back up.
    let last = 2 * levels
    func decoderStep(_ level: Int) -> Int { last - level }
    var plan = WorkspacePlan()
    let rows = layers.values.map {
      $0.tiling.output.depth * $0.tiling.output.height * $0.tiling.outputs
    }
    let rowMoments = rows.max() ?? 0
    plan.reserve(
      Self.moments,
      floats: rowMoments * MemoryLayout<RowMoments>.stride / MemoryLayout<Float>.stride,
      during: 0...last)
    plan.reserve(Self.scratch, floats: scratchPitch * max(1, threads), during: 0...last)
    for level in 0..<levels {
      let voxels = extents[level].count
      let decoder = weights.decoder[level]
      // The encoder's result is also the skip connection.
      plan.reserve(
        Self.level(level), floats: config.channels[level] * voxels,
        during: level...decoderStep(level))
      plan.reserve(
        Self.hidden(encoder: level), floats: config.channels[level] * voxels, during: level...level)
      plan.reserve(
        Self.hidden(decoder: level), floats: decoder.convolution1.weights.outputs * voxels,
        during: decoderStep(level)...decoderStep(level))
      if level > 0 || keepsLast {
        plan.reserve(
          Self.result(decoder: level), floats: decoder.convolution2.weights.outputs * voxels,
          during: decoderStep(level)...min(last, decoderStep(level) + 1))
      }
    }
    plan.reserve(Self.tokens, floats: tokenFloats, during: levels...levels)
    plan.reserve(Self.attended, floats: config.width * tokens, during: levels...levels + 1)
    plan.place()
    workspace = plan
  }

  /// Of the direct form, the attention left out: next to the convolutions it is nothing.
  var multiplications: Double { layers.values.reduce(0) { $0 + $1.multiplications } }

  /// The share of the multiplications that is done after a step of this name, 0…1.
  func fraction(after stage: String) -> Double {
    let order = stages
    guard let end = order.firstIndex(of: Self.convolutional(stage, levels: extents.count)) else {
      return 0
    }
    let done = order[...end].reduce(0) { sum, stage in
      layers.reduce(sum) {
        $1.key == stage || $1.key.hasPrefix(stage + ".") ? $0 + $1.value.multiplications : $0
      }
    }
    return min(1, done / multiplications)
  }

  /// The steps with convolutions, in order.
  private var stages: [String] {
    ["stem"] + extents.indices.map { "encoder.\($0)" }
      + extents.indices.reversed().map { "decoder.\($0)" }
  }

  /// The last step with convolutions when this one is done.
  private static func convolutional(_ stage: String, levels: Int) -> String {
    if stage == "logits" { return "decoder.0" }
    return stage.hasPrefix("rotation") || stage.hasPrefix("attention")
      ? "encoder.\(levels - 1)" : stage
  }
}
