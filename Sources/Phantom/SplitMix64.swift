/// A small random number generator whose sequence is fixed by its seed alone.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014). The system's generator would give another patient on every run.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// An independent sequence for one part of the phantom, so that a change in one part moves no
  /// other.
  init(seed: UInt64, part: UInt64) {
    state = Self.mixed(seed ^ Self.mixed(part &* 0x9E37_79B9_7F4A_7C15 &+ 1))
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// Uniform in 0..<1, with 24 random bits.
  mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// Uniform in `range`.
  mutating func uniform(_ range: ClosedRange<Float>) -> Float {
    range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
  }

  /// Close to normal with mean 0 and variance 1: the sum of four uniform numbers, which needs no
  /// logarithm and so gives the same bits with every C library.
  mutating func normal() -> Float {
    let bits = next()
    let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + bits >> 48
    // Four uniform numbers in 0...65535: mean 131070, variance 4 x 65536^2 / 12.
    return (Float(sum) - 131070) * 2.642_917e-5
  }

  /// Uniform on the unit sphere.
  mutating func direction() -> Point {
    while true {
      let point = Point(uniform(-1...1), uniform(-1...1), uniform(-1...1))
      let length = point.norm
      if length > 0.1, length <= 1 { return point / length }
    }
  }

  /// The finaliser: a bijection of 64 bits in which every input bit moves every output bit.
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
