/// Smooth random numbers in space: random values on a cubic lattice, interpolated between.
struct ValueNoise: Sendable {
  private let key: UInt64
  private let frequency: Float

  /// - Parameter scale: distance between lattice points, in mm: about the size of a blob.
  init(seed: UInt64, part: UInt64, scale: Float) {
    key = SplitMix64.mixed(seed &+ part &* 0xD1B5_4A32_D192_ED03)
    frequency = 1 / scale
  }

  /// In -1…1, with mean 0.
  func callAsFunction(_ point: Point) -> Float {
    let p = point * frequency
    let floor = p.rounded(.down)
    let f = p - floor
    let s = f * f * (3 - 2 * f)
    let x = UInt64(bitPattern: Int64(floor.x))
    let y = UInt64(bitPattern: Int64(floor.y))
    let z = UInt64(bitPattern: Int64(floor.z))
    let mix = Arithmetic.mix
    let near = mix(
      mix(value(x, y, z), value(x &+ 1, y, z), s.x),
      mix(value(x, y &+ 1, z), value(x &+ 1, y &+ 1, z), s.x), s.y)
    let far = mix(
      mix(value(x, y, z &+ 1), value(x &+ 1, y, z &+ 1), s.x),
      mix(value(x, y &+ 1, z &+ 1), value(x &+ 1, y &+ 1, z &+ 1), s.x), s.y)
    return mix(near, far, s.z)
  }

  @inline(__always)
  private func value(_ x: UInt64, _ y: UInt64, _ z: UInt64) -> Float {
    var hash = key ^ (x &* 0x9E37_79B9_7F4A_7C15)
    hash = (hash ^ (hash >> 32) ^ (y &* 0xC2B2_AE3D_27D4_EB4F)) &* 0xD6E8_FEB8_6659_FD93
    hash = (hash ^ (hash >> 32) ^ (z &* 0x1656_67B1_9E37_79F9)) &* 0xD6E8_FEB8_6659_FD93
    hash ^= hash >> 32
    return Float(hash >> 40) * 0x1p-23 - 1
  }
}
