/// A quantity that changes smoothly along the body: knots joined by a Catmull-Rom spline.
struct Profile: Sendable {
  private let positions: [Float]
  private let values: [Float]

  /// - Parameter knots: (position in mm, value), in ascending order of position; two or more.
  init(_ knots: [(Float, Float)]) {
    positions = knots.map { $0.0 }
    values = knots.map { $0.1 }
  }

  /// Held constant beyond the first and the last knot.
  func callAsFunction(_ position: Float) -> Float {
    let last = positions.count - 1
    if position <= positions[0] { return values[0] }
    if position >= positions[last] { return values[last] }
    var i = 0
    while position > positions[i + 1] { i += 1 }
    let span = positions[i + 1] - positions[i]
    let t = (position - positions[i]) / span
    let startSlope = slope(at: i) * span
    let endSlope = slope(at: i + 1) * span
    let t2 = t * t
    let t3 = t2 * t
    return values[i] * (2 * t3 - 3 * t2 + 1) + startSlope * (t3 - 2 * t2 + t)
      + values[i + 1] * (3 * t2 - 2 * t3) + endSlope * (t3 - t2)
  }

  private func slope(at i: Int) -> Float {
    let before = max(i - 1, 0)
    let after = min(i + 1, positions.count - 1)
    return (values[after] - values[before]) / (positions[after] - positions[before])
  }
}
