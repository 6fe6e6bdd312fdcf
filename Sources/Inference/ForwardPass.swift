import Kernels

/// What the layers of one forward pass share: kernels, threads, memory, and the plan of it.
struct ForwardPass {
  let kernels: any KernelSet
  let workers: Workers
  let plan: ForwardPlan
  let memory: UnsafeMutablePointer<Float>
  /// Told how long each layer took.
  var timed: ((_ layer: String, _ seconds: Double) -> Void)?

  /// The planned buffer with this name.
  func buffer(_ name: String) -> UnsafeMutablePointer<Float> { memory + plan.workspace[name] }

  func tiling(of convolution: Convolution) -> ConvolutionTiling {
    guard let layer = plan.layers[convolution.name] else {
      preconditionFailure("no layer \(convolution.name) was planned")
    }
    return layer.tiling
  }

  /// The moments of a convolution's rows, (outputs, z, y).
  var rowMoments: UnsafeMutablePointer<RowMoments> {
    UnsafeMutableRawPointer(buffer(ForwardPlan.moments)).assumingMemoryBound(to: RowMoments.self)
  }

  /// Computes a convolution.
  func run(_ task: ConvolutionTask, of convolution: Convolution) throws {
    try timing(convolution.name) {
      let scratch = buffer(ForwardPlan.scratch)
      try workers.forEach(task.tiling.items) { item, thread in
        kernels.run(task, item: item, scratch: scratch + thread * plan.scratchPitch)
      }
    }
  }

  /// The moments of channels whose rows' are known.
  func join(
    _ rows: UnsafeMutablePointer<RowMoments>, channels: Int, of extents: Extents
  ) throws -> [Moments] {
    let count = extents.depth * extents.height
    var moments = [Moments](repeating: Moments(mean: 0, variance: 0), count: channels)
    try moments.withUnsafeMutableBufferPointer { moments in
      try workers.forEach(channels) { channel, _ in
        moments[channel] = Moments(
          joining: UnsafeBufferPointer(start: rows + channel * count, count: count),
          width: extents.width)
      }
    }
    return moments
  }

  /// The map with the moments of its voxels, which nobody has added up yet.
  func measured(_ map: FeatureMap) throws -> FeatureMap {
    let (extents, rows) = (map.extents, rowMoments)
    var map = map
    try workers.forEachRange(
      of: map.channels * extents.depth * extents.height, size: extents.height
    ) { range, _ in
      for row in range {
        rows[row] = kernels.moments(of: map.start + row * extents.width, count: extents.width)
      }
    }
    map.moments = try join(rows, channels: map.channels, of: extents)
    return map
  }

  /// The map at twice its extents, by trilinear interpolation (`align_corners` false).
  func doubled(_ map: FeatureMap, for layer: String) throws -> FeatureMap {
    try timing(layer) {
      let extents = map.extents
      let scratch = buffer(ForwardPlan.scratch)
      var moments = map.moments
      var rows = [Double](repeating: 0, count: map.channels * extents.depth)
      try rows.withUnsafeMutableBufferPointer { rows in
        try workers.forEach(rows.count) { item, thread in
          let (channel, z) = item.quotientAndRemainder(dividingBy: extents.depth)
          for y in 0..<extents.height {
            rows[item] += kernels.doubledSquares(
              of: map.start + channel * extents.count, extents: extents,
              mean: Float(moments[channel].mean), z: z, y: y,
              scratch: scratch + thread * plan.scratchPitch)
          }
        }
      }
      for channel in moments.indices {
        let squares = rows[channel * extents.depth..<(channel + 1) * extents.depth].reduce(0, +)
        moments[channel].variance = max(0, squares) / Double(extents.doubled.count)
      }
      return FeatureMap(
        start: map.start, channels: map.channels, extents: extents.doubled, isDoubled: true,
        moments: moments)
    }
  }

  /// Calls `body` and tells how long it took.
  func timing<Result>(_ layer: String, _ body: () throws -> Result) rethrows -> Result {
    guard let timed else { return try body() }
    let start = ContinuousClock.now
    defer { timed(layer, (ContinuousClock.now - start) / .seconds(1)) }
    return try body()
  }
}
