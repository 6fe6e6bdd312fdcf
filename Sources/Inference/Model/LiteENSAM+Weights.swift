extension LiteENSAM {
  /// The network's layers with their learned numbers.
  struct Weights: Sendable {
    let stem: Convolution
    /// Finest level first.
    let encoder: [EncoderLevel]
    let prompt: PromptEncoder
    let position: LieRotation
    let attention: [TwoWayBlock]
    /// Finest level first: the level below, doubled, and the skip, through a residual block.
    let decoder: [ResidualBlock]
    let head: Head
  }
}

extension LiteENSAM.Weights {
  /// Takes every tensor of a file by its name and the shape that the config asks for.
  ///
  /// - Throws: `WeightsError` for a tensor that is missing, of another shape, or left over;
  ///   `SafeTensorsError` for one that cannot be read.
  init(_ file: SafeTensors, config: LiteENSAM.Config) throws {
    var reader = WeightReader(file: file)
    let channels = config.channels
    stem = try reader.convolution("stem", outputs: channels[0], inputs: config.windows.count)
    encoder = try (0..<config.levels).map { level in
      EncoderLevel(
        down: level == 0
          ? nil
          : try reader.convolution(
            "encoder.\(level).down", outputs: channels[level], inputs: channels[level - 1],
            stride: 2),
        blocks: try (0..<config.encoderBlocks[level]).map {
          try reader.residualBlock(
            "encoder.\(level).blocks.\($0)", outputs: channels[level], inputs: channels[level])
        })
    }
    prompt = PromptEncoder(point: try reader.tensor("prompt.point", [config.width]))
    position = LieRotation(
      generator: try reader.tensor(
        "position.generator", [3, config.headWidth, config.headWidth]))
    attention = try (0..<config.attentionBlocks).map {
      try reader.twoWayBlock("attention.\($0)", config: config)
    }
    decoder = try (0..<config.levels).map { level in
      try reader.residualBlock(
        "decoder.\(level).block", outputs: channels[max(0, level - 1)],
        inputs: 2 * channels[level], joinsMaps: true)
    }
    head = Head(
      weight: try reader.tensor("head.weight", [1, channels[0], 1, 1, 1]),
      bias: try reader.tensor("head.bias", [1])[0])
    try reader.finish()
  }
}

/// Takes tensors from a file and keeps account of them.
private struct WeightReader {
  let file: SafeTensors
  private var taken: Set<String> = []

  init(file: SafeTensors) { self.file = file }

  mutating func tensor(_ name: String, _ shape: [Int]) throws -> Tensor {
    guard let found = file.shape(of: name) else { throw LiteENSAM.WeightsError.missing(name) }
    guard found == shape else {
      throw LiteENSAM.WeightsError.wrongShape(name, expected: shape, found: found)
    }
    taken.insert(name)
    return try file.tensor(named: name)
  }

  func finish() throws {
    let left = file.names.filter { !taken.contains($0) }
    if !left.isEmpty { throw LiteENSAM.WeightsError.unexpected(left) }
  }

  mutating func convolution(
    _ name: String, outputs: Int, inputs: Int, stride: Int = 1
  ) throws -> Convolution {
    Convolution(
      name: name, weight: try tensor("\(name).weight", [outputs, inputs, 3, 3, 3]),
      stride: stride)
  }

  mutating func residualBlock(
    _ name: String, outputs: Int, inputs: Int, joinsMaps: Bool = false
  ) throws -> ResidualBlock {
    ResidualBlock(
      norm1: try norm("\(name).norm1", channels: inputs),
      convolution1: try convolution("\(name).conv1", outputs: outputs, inputs: inputs),
      norm2: try norm("\(name).norm2", channels: outputs),
      convolution2: try convolution("\(name).conv2", outputs: outputs, inputs: outputs),
      shortcut: inputs == outputs
        // The kernels add one map as it is; two that are joined go through the unit matrix.
        ? (joinsMaps ? ConvolutionWeights(point: .identity(inputs)) : nil)
        : ConvolutionWeights(
          point: try tensor("\(name).shortcut.weight", [outputs, inputs, 1, 1, 1])))
  }

  mutating func twoWayBlock(_ name: String, config: LiteENSAM.Config) throws -> TwoWayBlock {
    TwoWayBlock(
      promptToItself: try attention("\(name).prompt_self", config: config),
      promptToImage: try attention("\(name).prompt_to_image", config: config),
      mlp: GatedMLP(
        up: try linear("\(name).mlp.up", outputs: 8 * config.width, inputs: config.width),
        down: try linear("\(name).mlp.down", outputs: config.width, inputs: 4 * config.width),
        scale: try tensor("\(name).mlp.scale", [8 * config.width]),
        step: NormalisedStep(step: try tensor("\(name).mlp.step", [config.width]))),
      imageToPrompt: try attention("\(name).image_to_prompt", config: config))
  }

  private mutating func attention(_ name: String, config: LiteENSAM.Config) throws -> Attention {
    Attention(
      query: try linear("\(name).q", outputs: config.width, inputs: config.width),
      key: try linear("\(name).k", outputs: config.width, inputs: config.width),
      value: try linear("\(name).v", outputs: config.width, inputs: config.width),
      output: try linear("\(name).out", outputs: config.width, inputs: config.width),
      scale: try tensor("\(name).scale", [config.heads, config.headWidth]),
      step: NormalisedStep(step: try tensor("\(name).step", [config.width])))
  }

  private mutating func linear(_ name: String, outputs: Int, inputs: Int) throws -> Linear {
    Linear(weight: try tensor("\(name).weight", [outputs, inputs]))
  }

  private mutating func norm(_ name: String, channels: Int) throws -> InstanceNorm {
    InstanceNorm(
      weight: try tensor("\(name).weight", [channels]),
      bias: try tensor("\(name).bias", [channels]))
  }
}

extension Tensor {
  fileprivate static func identity(_ size: Int) -> Tensor {
    Tensor(
      shape: [size, size, 1, 1, 1],
      elements: (0..<size * size).lazy.map { $0 % (size + 1) == 0 ? 1 : 0 })
  }
}
