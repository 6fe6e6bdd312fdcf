/// Loops over stored voxels, specialised for each scalar type behind one existential.
protocol StoredVoxels {
  /// The stored number at an offset, unscaled.
  func value(at offset: Int) -> Double
  /// Fills `output` with `stored x slope + intercept`, walking by `stride` from `first`.
  func copyRun(
    first: Int, stride: Int, slope: Float, intercept: Float,
    to output: UnsafeMutableBufferPointer<Float>)
  /// Adds the scaled values of `count` voxels, walking by `stride` from `first`, the finite ones.
  func addMoments(
    first: Int, stride: Int, count: Int, slope: Double, intercept: Double,
    to moments: inout RunningMoments)
  /// Appends the scaled values of `count` voxels from `first` on, the finite ones.
  func appendFinite(
    first: Int, count: Int, slope: Double, intercept: Double, to values: inout [Double])
  /// Fills `output` with the scaled projection of a slab's row.
  func project(
    _ run: SlabRun, _ projection: SlabProjection, slope: Float, intercept: Float,
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

  func addMoments(
    first: Int, stride: Int, count: Int, slope: Double, intercept: Double,
    to moments: inout RunningMoments
  ) {
    var shift: Double?
    var (finite, sum, squares) = (0, 0.0, 0.0)
    for index in 0..<count {
      let value = voxels[first + index * stride].asDouble * slope + intercept
      guard value.isFinite else { continue }
      if shift == nil { shift = value }
      let offset = value - (shift ?? 0)
      finite += 1
      sum += offset
      squares += offset * offset
    }
    moments.add(count: finite, shift: shift ?? 0, sum: sum, squares: squares)
  }

  func appendFinite(
    first: Int, count: Int, slope: Double, intercept: Double, to values: inout [Double]
  ) {
    for offset in first..<(first + count) {
      let value = voxels[offset].asDouble * slope + intercept
      if value.isFinite { values.append(value) }
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
