extension Rows {
  private typealias Lane = SIMD8<Float>

  /// Calls `body` for consecutive rows, from several threads at a time.
  func forEach(on workers: Workers, body: (_ row: Int, _ thread: Int) -> Void) throws {
    try workers.forEachRange(of: count, size: 256) { rows, thread in
      for row in rows { body(row, thread) }
    }
  }

  /// The scalar product of two rows of floats.
  @inline(__always)
  static func product(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int
  ) -> Float {
    var lanes = Lane.zero
    let whole = count - count % Lane.scalarCount
    for index in stride(from: 0, to: whole, by: Lane.scalarCount) {
      lanes += load(a + index) * load(b + index)
    }
    var sum = lanes.sum()
    for index in whole..<count { sum += a[index] * b[index] }
    return sum
  }

  /// `target += source * factor`.
  @inline(__always)
  static func add(
    _ source: UnsafePointer<Float>, times factor: Float,
    to target: UnsafeMutablePointer<Float>, count: Int
  ) {
    let whole = count - count % Lane.scalarCount
    for index in stride(from: 0, to: whole, by: Lane.scalarCount) {
      UnsafeMutableRawPointer(target + index).storeBytes(
        of: load(target + index) + load(source + index) * factor, as: Lane.self)
    }
    for index in whole..<count { target[index] += source[index] * factor }
  }

  /// Scales a row to unit length: v / max(|v|, 1e-6).
  @inline(__always)
  static func normalise(_ row: UnsafeMutablePointer<Float>, count: Int) {
    let scale = 1 / max(product(row, row, count: count).squareRoot(), 1e-6)
    for index in 0..<count { row[index] *= scale }
  }

  @inline(__always)
  private static func load(_ place: UnsafePointer<Float>) -> Lane {
    UnsafeRawPointer(place).loadUnaligned(as: Lane.self)
  }
}

/// The normalised transformer's step from tokens t towards a layer's output o:
/// unit(t + |0.1 a| (unit(o) - t)), with a learned for each element (arXiv 2410.01131).
struct NormalisedStep: Sendable {
  /// |0.1 a|, (width)
  private let rate: Tensor

  /// - Parameter step: a, (width).
  init(step: Tensor) {
    rate = Tensor(shape: step.shape, elements: step.elements.map { abs(0.1 * $0) })
  }

  /// Moves `tokens`; `output` is scaled to unit rows on the way.
  func callAsFunction(_ tokens: Rows, towards output: Rows, on workers: Workers) throws {
    let width = tokens.width
    let rate = rate.start
    try tokens.forEach(on: workers) { row, _ in
      let (token, target) = (tokens[row], output[row])
      Rows.normalise(target, count: width)
      for index in 0..<width { token[index] += rate[index] * (target[index] - token[index]) }
      Rows.normalise(token, count: width)
    }
  }
}
