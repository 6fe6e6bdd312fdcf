/// A 3x3x3 convolution with padding 1 and no bias, at stride 1 or 2.
package struct Convolution: Sendable {
  let stride: Int
  let weights: PackedWeights
  let kernels: any Kernels

  /// - Parameter weight: (outputs, inputs, 3, 3, 3).
  package init(weight: Tensor, stride: Int = 1, kernels: any Kernels) {
    self.stride = stride
    self.kernels = kernels
    weights = PackedWeights(weight, kernels: kernels)
  }

  /// What a convolution's result is added to.
  package enum Residual {
    case none
    case identity(FeatureMaps)
    case projection(PointwiseConvolution, FeatureMaps)
  }

  /// `residual + convolution(transform(input))`: (inputs, z, y, x) to (outputs, z, y, x) / stride.
  ///
  /// The result is made tile by tile, so that what lies between input and result, the
  /// normalised and padded voxels, exists only for the tile at hand.
  package func callAsFunction(
    _ input: FeatureMaps, transform: ChannelTransform? = nil, residual: Residual = .none,
    on workers: Workers
  ) throws -> Tensor {
    precondition(input.channels == weights.inputs, "\(input.channels) channels in")
    let tiling = Tiling(inputs: weights.inputs, input: input.extents, stride: stride)
    let output = tiling.output
    return try Tensor(shape: output.shape(channels: weights.outputs)) { result in
      guard let result = result.baseAddress else { return }
      try input.withChannels { channels in
        try workers.forEach(tiling.count, scratch: tiling.scratch) { item, scratch in
          let tile = tiling[item]
          let target = OutputTile(
            start: result + (tile.slices.lowerBound * output.height + tile.rows.lowerBound)
              * output.width,
            channelPitch: output.count, slicePitch: output.plane, rowPitch: output.width,
            slices: tile.slices.count, rows: tile.rows.count, columns: output.width)
          residual.write(to: target, at: target.start - result, channels: weights.outputs)
          tiling.load(tile, of: channels, transform: transform, into: scratch)
          tiling.withInputTile(in: scratch) { source in
            kernels.convolve(source, weights: weights, into: target)
          }
        }
      }
    }
  }
}

/// A 1x1x1 convolution.
package struct PointwiseConvolution: Sendable {
  let weights: PackedWeights
  /// One for each output.
  let bias: [Float]
  let kernels: any Kernels

  /// - Parameter weight: (outputs, inputs, 1, 1, 1).
  package init(weight: Tensor, bias: [Float]? = nil, kernels: any Kernels) {
    self.kernels = kernels
    weights = PackedWeights(weight, kernels: kernels)
    self.bias = bias ?? Array(repeating: 0, count: weights.outputs)
  }

  /// (inputs, z, y, x) to (outputs, z, y, x).
  package func callAsFunction(_ input: FeatureMaps, on workers: Workers) throws -> Tensor {
    let extents = input.extents
    return try Tensor(shape: extents.shape(channels: weights.outputs)) { result in
      guard let result = result.baseAddress else { return }
      try workers.forEachRange(of: extents.count, size: 4096) { voxels, _ in
        write(
          input,
          to: OutputTile(
            start: result + voxels.lowerBound, channelPitch: extents.count, slicePitch: 0,
            rowPitch: 0, slices: 1, rows: 1, columns: voxels.count), at: voxels.lowerBound)
      }
    }
  }

  /// Computes one tile, which begins at a voxel of the input.
  func write(_ input: FeatureMaps, to tile: OutputTile, at voxel: Int) {
    tile.fill(bias)
    input.withChannels { channels in
      kernels.convolve(
        InputTile(
          channels: channels, offset: voxel, slicePitch: tile.slicePitch, rowPitch: tile.rowPitch,
          taps: [0]), weights: weights, into: tile)
    }
  }
}

extension Convolution.Residual {
  /// Writes what belongs into one tile of the result, which begins at `voxel` of each channel.
  func write(to tile: OutputTile, at voxel: Int, channels: Int) {
    switch self {
    case .none:
      tile.fill(Array(repeating: 0, count: channels))
    case .identity(let source):
      source.withChannels { sources in
        tile.forEachRow(channels: channels) { row, channel in
          let inChannel = row - tile.start - channel * tile.channelPitch
          row.update(from: sources[channel] + voxel + inChannel, count: tile.columns)
        }
      }
    case .projection(let projection, let source):
      projection.write(source, to: tile, at: voxel)
    }
  }
}

extension OutputTile {
  func forEachRow(channels: Int, _ body: (UnsafeMutablePointer<Float>, _ channel: Int) -> Void) {
    for channel in 0..<channels {
      for slice in 0..<slices {
        for row in 0..<rows {
          body(start + channel * channelPitch + slice * slicePitch + row * rowPitch, channel)
        }
      }
    }
  }

  /// Sets every voxel to its channel's value.
  func fill(_ values: [Float]) {
    forEachRow(channels: values.count) { row, channel in
      row.update(repeating: values[channel], count: columns)
    }
  }
}

extension PackedWeights {
  /// Packs weights (outputs, inputs, taps ...).
  init(_ weight: Tensor, kernels: any Kernels) {
    outputs = weight.shape[0]
    inputs = weight.shape[1]
    taps = weight.shape.dropFirst(2).reduce(1, *)
    elements = weight.withUnsafeElements {
      [outputs, inputs, taps] in kernels.pack($0, outputs: outputs, inputs: inputs, taps: taps)
    }
  }
}
