extension TypedVoxels {
  func project(
    _ run: SlabRun, _ projection: SlabProjection, slope: Float, intercept: Float,
    to output: UnsafeMutableBufferPointer<Float>
  ) {
    // Known when the loops are compiled: whole numbers need no look at every value.
    let isWhole = Scalar.voxelType != .float32 && Scalar.voxelType != .float64
    switch (projection, isWhole) {
    case (.mean, true):
      gather(run, into: output, start: 0) { $0 + $1.asFloat }
      let scale = slope / Float(run.slices)
      for index in output.indices { output[index] = output[index] * scale + intercept }
    case (.mean, false):
      withUnsafeTemporaryAllocation(of: Float.self, capacity: output.count) { counts in
        gather(run, into: counts, start: 0) { $0 + ($1.asFloat.isFinite ? 1 : 0) }
        gather(run, into: output, start: 0) { $0 + ($1.asFloat.isFinite ? $1.asFloat : 0) }
        // 0 / 0 is the NaN that is wanted.
        for index in output.indices {
          output[index] = output[index] / counts[index] * slope + intercept
        }
      }
    case (.maximum, _):
      gather(run, into: output, start: -.infinity) {
        let value = $1.asFloat * slope + intercept
        return value > $0 && value < .infinity ? value : $0
      }
      for index in output.indices where output[index] == -.infinity { output[index] = .nan }
    }
  }

  /// Folds the slices of each column into one number, in the order in which memory is read best.
  @inline(__always)
  private func gather(
    _ run: SlabRun, into output: UnsafeMutableBufferPointer<Float>, start: Float,
    _ add: (Float, Scalar) -> Float
  ) {
    let count = output.count
    guard let source = voxels.baseAddress, let target = output.baseAddress else { return }
    if abs(run.stride) > run.sliceStride {
      for index in 0..<count {
        var value = start
        let column = source + (run.first + index * run.stride)
        for slice in 0..<run.slices { value = add(value, column[slice * run.sliceStride]) }
        target[index] = value
      }
      return
    }
    for index in 0..<count { target[index] = start }
    for slice in 0..<run.slices {
      let row = source + (run.first + slice * run.sliceStride)
      // Neighbours in memory are read many at a time.
      if run.stride == 1 {
        for index in 0..<count { target[index] = add(target[index], row[index]) }
      } else if run.stride == -1 {
        for index in 0..<count { target[index] = add(target[index], row[-index]) }
      } else {
        for index in 0..<count { target[index] = add(target[index], row[index * run.stride]) }
      }
    }
  }
}
