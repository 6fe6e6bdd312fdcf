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
    let table = ChannelTable(channels)
    let shortcut = ChannelTable(residual.projected.flatMap(\.inputs))
    defer { withExtendedLifetime((table, shortcut)) {} }
    try pass.run(
      ConvolutionTask(
        tiling: tiling, channels: table.channels, weights: weights.start,
        residual: residual.task(projecting: shortcut.channels), target: target, moments: rows,
        head: head), of: self)
    let moments = try rows.map { try pass.join($0, channels: weights.outputs, of: tiling.output) }
    return target.map {
      FeatureMap(
        start: $0, channels: weights.outputs, extents: tiling.output, moments: moments ?? [])
    }
  }
}

extension Convolution.Residual {
  fileprivate var projected: [FeatureMap] {
    if case .projection(_, let maps) = self { maps } else { [] }
  }

  fileprivate func task(
    projecting channels: UnsafeBufferPointer<InputChannel>
  ) -> ConvolutionTask.Residual {
    switch self {
    case .none: .none
    case .identity(let map): .identity(map.start)
    case .projection(let weights, _): .projection(channels, weights: weights.start)
    }
  }
}

/// Channels in memory of their own, for kernels to read.
///
/// An array's buffer would do, inside closures; but errors that are thrown through closures within
/// closures that rethrow are lost by the optimiser of Swift 6.3, which takes them for impossible.
private final class ChannelTable {
  let channels: UnsafeBufferPointer<InputChannel>

  init(_ channels: [InputChannel]) {
    let memory = UnsafeMutableBufferPointer<InputChannel>.allocate(capacity: channels.count)
    _ = memory.initialize(from: channels)
    self.channels = UnsafeBufferPointer(memory)
  }

  deinit { channels.deallocate() }
}
