/// Loops over stored voxels, specialised for each scalar type behind one existential.
protocol StoredVoxels {
  /// The stored number at an offset, unscaled.
  func value(at offset: Int) -> Double
  /// Fills `output` with `stored x slope + intercept`, walking by `stride` from `first`.
  func copyRun(
    first: Int, stride: Int, slope: Float, intercept: Float,
    to output: UnsafeMutableBufferPointer<Float>)
  /// Extremes and sum over the first `count` voxels, unscaled, and how many are not finite.
  func summary(count: Int) -> StoredSummary
}

/// What one pass over stored voxels yields, before scaling.
struct StoredSummary {
  var minimum = Double.infinity
  var maximum = -Double.infinity
  var sum = 0.0
  var finite = 0
  var nonfinite = 0
}

struct TypedVoxels<Scalar: VoxelScalar>: StoredVoxels {
  let voxels: UnsafeBufferPointer<Scalar>

  init(_ voxels: UnsafeBufferPointer<Scalar>) { self.voxels = voxels }

  func value(at offset: Int) -> Double { voxels[offset].asDouble }

  func copyRun(
    first: Int, stride: Int, slope: Float, intercept: Float,
    to output: UnsafeMutableBufferPointer<Float>
  ) {
    var offset = first
    for index in output.indices {
      output[index] = voxels[offset].asFloat * slope + intercept
      offset += stride
    }
  }

  func summary(count: Int) -> StoredSummary {
    var total = StoredSummary()
    // Partial sums of 4096 voxels keep the mean of large volumes exact to many digits.
    var start = 0
    while start < count {
      let end = min(start + 4096, count)
      var partial = 0.0
      for offset in start..<end {
        let value = voxels[offset].asDouble
        guard value.isFinite else {
          total.nonfinite += 1
          continue
        }
        partial += value
        total.minimum = min(total.minimum, value)
        total.maximum = max(total.maximum, value)
      }
      total.sum += partial
      start = end
    }
    total.finite = count - total.nonfinite
    return total
  }
}
