/// A small random number generator whose sequence is fixed by its seed, the same on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA
/// 2014).
package struct SeededGenerator: Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// A sequence for one name, independent of every other name's: what is drawn for one lesion does
  /// not depend on which others there are.
  package init(seed: UInt64, name: String) {
    // FNV-1a, 64 bits.
    let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    state = Self.mixed(seed ^ Self.mixed(hash))
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  /// Uniform in 0..<1, with 53 random bits.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in 0..<`count`.
  package mutating func index(below count: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(count)).high)
  }

  /// Uniform on the unit circle. By rejection, since a sine may differ in its last bit from one C
  /// library to another.
  package mutating func direction() -> SIMD2<Double> {
    while true {
      let point = SIMD2(2 * uniform() - 1, 2 * uniform() - 1)
      let squared = (point * point).sum()
      if squared > 1e-6, squared <= 1 { return point / squared.squareRoot() }
    }
  }

  /// The finaliser: a bijection of 64 bits in which every input bit moves every output bit.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
