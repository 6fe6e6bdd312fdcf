/// Functions built from + - x / and square root only. IEEE 754 fixes those to the last bit, a C
/// library's sine or cube root it does not, and the phantom promises the same bytes everywhere.
enum Arithmetic {
  static let pi: Float = 3.141_592_7

  /// Sine of an angle in radians; within 4e-6 for |angle| < 100.
  static func sine(_ angle: Float) -> Float {
    // To -pi/2...pi/2 by symmetry, then the odd Taylor polynomial of degree 9.
    let turns = (angle / pi).rounded()
    let x = angle - turns * pi
    let x2 = x * x
    let polynomial =
      x * (1 - x2 / 6 * (1 - x2 / 20 * (1 - x2 / 42 * (1 - x2 / 72))))
    return Int(turns) & 1 == 0 ? polynomial : -polynomial
  }

  static func cosine(_ angle: Float) -> Float { sine(angle + pi / 2) }

  /// Cube root of a positive number by Newton's method.
  static func cubeRoot(_ value: Float) -> Float {
    guard value > 0 else { return 0 }
    // Starting above the root, each step goes down towards it and none beyond.
    var root = max(value, 1)
    for _ in 0..<60 {
      let next = (2 * root + value / (root * root)) / 3
      if next >= root { break }
      root = next
    }
    return root
  }

  @inline(__always)
  static func clamp(_ value: Float, _ lower: Float, _ upper: Float) -> Float {
    min(max(value, lower), upper)
  }

  /// `a` at 0, `b` at 1.
  @inline(__always)
  static func mix(_ a: Float, _ b: Float, _ t: Float) -> Float { a + (b - a) * t }

  /// 0 below `lower`, 1 above `upper`, a cubic between.
  @inline(__always)
  static func smoothstep(_ lower: Float, _ upper: Float, _ value: Float) -> Float {
    let t = clamp((value - lower) / (upper - lower), 0, 1)
    return t * t * (3 - 2 * t)
  }

  /// The union of two distances with a fillet about `radius` mm wide where they meet.
  @inline(__always)
  static func smoothMinimum(_ a: Float, _ b: Float, _ radius: Float) -> Float {
    let overlap = max(radius - abs(a - b), 0) / radius
    return min(a, b) - overlap * overlap * radius * 0.25
  }

  /// The intersection of two distances with a rounded edge.
  @inline(__always)
  static func smoothMaximum(_ a: Float, _ b: Float, _ radius: Float) -> Float {
    -smoothMinimum(-a, -b, radius)
  }
}
