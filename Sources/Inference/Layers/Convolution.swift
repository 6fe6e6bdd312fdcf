import Kernels

/// A 3x3x3 convolution with padding 1 and no bias, at stride 1 or 2.
struct Convolution: Sendable {
  /// As in the weights file.
  let name: String
  let stride: Int
  let weights: ConvolutionWeights

  /// - Parameter weight: (outputs, inputs, 3, 3, 3).
  init(name: String, weight: Tensor, stride: Int = 1) {
    self.name = name
    self.stride = stride
    weights = ConvolutionWeights(cube: weight, stride: stride)
  }

  /// What a convolution's result is added to.
  enum Residual {
    case none
    case identity(FeatureMap)
    case projection(ConvolutionWeights, [FeatureMap])
  }

  /// `residual + convolution(line(input))`.
  ///
  /// - Parameters:
  ///   - input: maps joined along their channels where they lie.
  ///   - lines: how each channel is read, see `NormLine`.
  ///   - target: (outputs, z, y, x) / stride; may be the residual's own memory, or nil if only the
  ///     head reads the result.
  ///   - needsMoments: whether a norm will follow.
  /// - Returns: the map in `target`, or nil without one.
  @discardableResult
  func callAsFunction(
    _ input: [FeatureMap], lines: [NormLine], residual: Residual = .none,
    into target: UnsafeMutablePointer<Float>?, needsMoments: Bool = true,
    head: ConvolutionTask.Head? = nil, in pass: ForwardPass
  ) throws -> FeatureMap? {
    let tiling = pass.tiling(of: self)
    var rest = lines[...]
    let channels = input.flatMap { map in
      defer { rest = rest.dropFirst(map.channels) }
      return map.inputs(rest.prefix(map.channels))
    }
    precondition(channels.count == weights.inputs, "\(channels.count) channels in")
    precondition(head == nil || tiling.hasHead, "the tiling was planned without the head")
    let rows = needsMoments && target != nil ? pass.rowMoments : nil
    let moments = try channels.withUnsafeBufferPointer { channels in
      try residual.withTaskResidual { residual in
        try pass.run(
          ConvolutionTask(
            tiling: tiling, channels: channels, weights: weights.start, residual: residual,
            target: target, moments: rows, head: head), of: self)
        return try rows.map { try pass.join($0, channels: weights.outputs, of: tiling.output) }
      }
    }
    return target.map {
      FeatureMap(
        start: $0, channels: weights.outputs, extents: tiling.output, moments: moments ?? [])
    }
  }
}

extension Convolution.Residual {
  fileprivate func withTaskResidual<Result>(
    _ body: (ConvolutionTask.Residual) throws -> Result
  ) rethrows -> Result {
    switch self {
    case .none: try body(.none)
    case .identity(let map): try body(.identity(map.start))
    case .projection(let weights, let maps):
      try maps.flatMap(\.inputs).withUnsafeBufferPointer {
        try body(.projection($0, weights: weights.start))
      }
    }
  }
}
