/// How a line of values is sampled at evenly spaced places: for each sample, which values count and
/// how much.
///
/// Linear interpolation where samples lie closer than values, else the mean under a triangle two
/// steps wide, so that nothing finer than the step is aliased. Places beyond an end repeat it.
struct AxisSampling: Sendable {
  /// Values of the line.
  let size: Int
  /// Of each sample, the first value that counts.
  private let firsts: [Int]
  /// Where each sample's weights begin among `weights`, and the end.
  private let starts: [Int]
  private let weights: [Float]

  /// Samples at `start + j * step`, in the values' indices, for `count` numbers j.
  init(size: Int, start: Double, step: Double, count: Int) {
    self.size = size
    let reach = max(1, step)
    var (firsts, starts, weights) = ([Int](), [0], [Float]())
    for sample in 0..<count {
      let place = start + Double(sample) * step
      let lower = min(max(Int((place - reach).rounded(.down)) + 1, 0), size - 1)
      let upper = max(min(Int((place + reach).rounded(.up)) - 1, size - 1), lower)
      let raw = (lower...upper).map { max(0, 1 - abs(Double($0) - place) / reach) }
      let sum = raw.reduce(0, +)
      // Nothing within reach: the place lies beyond an end by more than a value's width.
      let row = sum > 0 ? raw.map { Float($0 / sum) } : raw.map { _ in 1 / Float(raw.count) }
      firsts.append(lower)
      weights += row
      starts.append(weights.count)
    }
    (self.firsts, self.starts, self.weights) = (firsts, starts, weights)
  }

  /// The number of samples.
  var count: Int { firsts.count }

  /// Calls `body` with each value that counts for a sample, and its weight.
  @inline(__always)
  func forEachTap(of sample: Int, _ body: (_ value: Int, _ weight: Float) -> Void) {
    let (first, start) = (firsts[sample], starts[sample])
    for tap in start..<starts[sample + 1] { body(first + tap - start, weights[tap]) }
  }

  /// Samples a line: `size` values in, `count` out.
  func apply(_ line: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>) {
    for sample in firsts.indices {
      var sum: Float = 0
      forEachTap(of: sample) { sum += $1 * line[$0] }
      output[sample] = sum
    }
  }

  /// One sample of rows that lie `stride` apart, all their values at once.
  func combine(
    _ sample: Int, of rows: UnsafePointer<Float>, stride: Int, width: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    output.update(repeating: 0, count: width)
    forEachTap(of: sample) { row, weight in
      let values = rows + row * stride
      // A weight of exactly 1 leaves the values as they are.
      for index in 0..<width { output[index] += weight * values[index] }
    }
  }
}
