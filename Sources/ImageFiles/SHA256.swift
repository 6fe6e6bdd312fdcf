import Foundation

/// SHA-256 (FIPS 180-4), fed piece by piece.
public struct SHA256: Sendable {
  // The first 32 bits of the fractional parts of the square roots of the first 8 primes.
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  /// Bytes of a block that is not full yet.
  private var rest: [UInt8] = []
  private var count: UInt64 = 0

  public init() {}

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    count &+= UInt64(bytes.count)
    var bytes = bytes
    if !rest.isEmpty {
      let taken = min(64 - rest.count, bytes.count)
      rest += bytes.prefix(taken)
      bytes = UnsafeRawBufferPointer(rebasing: bytes[taken...])
      guard rest.count == 64 else { return }
      let block = rest
      block.withUnsafeBytes { compress($0) }
      rest = []
    }
    while bytes.count >= 64 {
      compress(bytes)
      bytes = UnsafeRawBufferPointer(rebasing: bytes[64...])
    }
    rest += bytes
  }

  /// The digest of all that was given, 64 lower-case hexadecimal digits.
  public func hexadecimal() -> String {
    var copy = self
    let bits = count &* 8
    var padding: [UInt8] = [0x80]
    padding += [UInt8](repeating: 0, count: (119 - rest.count) % 64)
    padding += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * UInt64($0))) }
    padding.withUnsafeBytes { copy.update($0) }
    return copy.state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  public static func hexadecimal(of data: Data) -> String {
    var digest = SHA256()
    data.withUnsafeBytes { digest.update($0) }
    return digest.hexadecimal()
  }

  /// The digest of a regular file's bytes as they lie on the disk, read in pieces.
  ///
  /// - Throws: ``ImageFileError`` for what is missing, no regular file or cannot be read.
  public static func hexadecimal(ofFile path: String) throws -> String {
    let descriptor = try RegularFile.open(path)
    defer { close(descriptor) }
    var digest = SHA256()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try RegularFile.read(descriptor, into: buffer, path: path)
      if count == 0 { return digest.hexadecimal() }
      digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Takes in the first 64 bytes of `block`.
  private mutating func compress(_ block: UnsafeRawBufferPointer) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
      for i in 0..<16 {
        w[i] = UInt32(bigEndian: block.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self))
      }
      for i in 16..<64 {
        let low = Self.rotated(w[i - 15], 7) ^ Self.rotated(w[i - 15], 18) ^ w[i - 15] >> 3
        let high = Self.rotated(w[i - 2], 17) ^ Self.rotated(w[i - 2], 19) ^ w[i - 2] >> 10
        w[i] = w[i - 16] &+ low &+ w[i - 7] &+ high
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      for i in 0..<64 {
        let fromE = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
        let first = h &+ fromE &+ (e & f ^ ~e & g) &+ Self.constants[i] &+ w[i]
        let fromA = Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)
        let second = fromA &+ (a & b ^ a & c ^ b & c)
        (h, g, f, e) = (g, f, e, d &+ first)
        (d, c, b, a) = (c, b, a, first &+ second)
      }
      for (i, value) in [a, b, c, d, e, f, g, h].enumerated() { state[i] &+= value }
    }
  }

  private static func rotated(_ x: UInt32, _ by: UInt32) -> UInt32 { x >> by | x << (32 - by) }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = {
    let primes = (2...311).filter { n in !(2..<n).contains { n % $0 == 0 } }
    return primes.map { prime in
      // Bit by bit in 128-bit integers: floating point has too few bits for a cube root's 40.
      var root: UInt128 = 0
      for bit in (0..<36).reversed() {
        let candidate = root | 1 << UInt128(bit)
        if candidate * candidate * candidate <= UInt128(prime) << 96 { root = candidate }
      }
      return UInt32(truncatingIfNeeded: root)
    }
  }()
}
