import Kernels

extension LiteENSAM {
  private static let endpoints = 2

  /// Floats of the arena that the attention between this many image tokens and two endpoints takes.
  static func tokenFloats(tokens: Int, config: Config) -> Int {
    let (width, square) = (config.width, config.headWidth * config.headWidth)
    let held =
      Arena.floats(rows: tokens, width: width) + Arena.floats(rows: tokens, width: square)
      + Arena.floats(rows: endpoints, width: width) + Arena.floats(rows: endpoints, width: square)
    let passing = max(
      Attention.floats(tokens: endpoints, sources: endpoints, width: width),
      Attention.floats(tokens: endpoints, sources: tokens, width: width),
      GatedMLP.floats(tokens: endpoints, width: width),
      Attention.floats(tokens: tokens, sources: endpoints, width: width))
    return held + passing
  }

  /// The attention at the coarsest resolution: features (E, z, y, x) to the same shape.
  func attend(
    _ features: FeatureMap, endpoints: [SIMD3<Float>], crop: Extents, in pass: ForwardPass,
    record: (String, () -> Tensor) throws -> Void
  ) throws -> FeatureMap {
    let (width, square) = (config.width, config.headWidth * config.headWidth)
    let (extents, workers) = (features.extents, pass.workers)
    let count = extents.count
    var arena = Arena(start: pass.buffer(ForwardPlan.tokens), capacity: pass.plan.tokenFloats)
    let memory = pass.buffer(ForwardPlan.scratch)
    let scratch = { (thread: Int) in memory + thread * pass.plan.scratchPitch }

    let image = Tokens(
      rows: arena.rows(count, width: width), rotations: arena.rows(count, width: square))
    let prompt = Tokens(
      rows: arena.rows(endpoints.count, width: width),
      rotations: arena.rows(endpoints.count, width: square))
    try pass.timing("attention.rotations") {
      try weights.position.columns(
        at: { LieRotation.place(ofToken: $0, in: extents) }, into: image.rotations,
        kernels: pass.kernels, on: workers, scratch: scratch)
      try weights.position.columns(
        at: { LieRotation.place(of: endpoints[$0], in: crop) }, into: prompt.rotations,
        kernels: pass.kernels, on: workers, scratch: scratch)
    }
    try record("rotation.image") { image.rotations.transposedMatrices(size: config.headWidth) }
    try record("rotation.prompt") { prompt.rotations.transposedMatrices(size: config.headWidth) }

    try image.rows.forEach(on: workers) { token, _ in
      let row = image.rows[token]
      for channel in 0..<width { row[channel] = features.start[channel * count + token] }
      Rows.normalise(row, count: width)
    }
    weights.prompt(into: prompt.rows)
    for (index, block) in weights.attention.enumerated() {
      try pass.timing("attention.\(index)") {
        try block(prompt: prompt, image: image, arena: &arena, on: workers, scratch: scratch)
      }
      try record("attention.\(index).prompt") { prompt.rows.tensor }
      try record("attention.\(index).image") { image.rows.tensor }
    }

    let result = pass.buffer(ForwardPlan.attended)
    let scale = Float(width).squareRoot()
    try workers.forEach(width) { channel, _ in
      for token in 0..<count {
        result[channel * count + token] = image.rows[token][channel] * scale
      }
    }
    return try pass.measured(FeatureMap(start: result, channels: width, extents: extents))
  }
}

extension Rows {
  /// A copy, (rows, width).
  fileprivate var tensor: Tensor {
    Tensor(
      shape: [count, width], elements: UnsafeBufferPointer(start: start, count: count * width))
  }

  /// A copy of rows that hold square matrices, rows for columns: (rows, size, size).
  fileprivate func transposedMatrices(size: Int) -> Tensor {
    Tensor(shape: [count, size, size]) { result in
      for index in result.indices {
        let (matrix, element) = index.quotientAndRemainder(dividingBy: width)
        result[index] = self[matrix][element % size * size + element / size]
      }
    }
  }
}
