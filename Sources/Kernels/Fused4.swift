/// NEON: one 128-bit register, of which arm64 has 32.
@frozen public struct Fused4: FloatVector {
  public typealias Sums = EightSums<Fused4>

  @usableFromInline var value: SIMD4<Float>

  @inlinable @inline(__always) init(_ value: SIMD4<Float>) { self.value = value }

  @inlinable @inline(__always) public static var lanes: Int { 4 }

  @inlinable @inline(__always) public init(repeating value: Float) {
    self.value = SIMD4(repeating: value)
  }

  @inlinable @inline(__always) public static func load(_ source: UnsafePointer<Float>) -> Self {
    Self(UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Float>.self))
  }

  @inlinable @inline(__always) public func store(_ target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: value, as: SIMD4<Float>.self)
  }

  @inlinable @inline(__always) public func adding(_ vector: Self, times factor: Float) -> Self {
    Self(value.addingProduct(vector.value, SIMD4(repeating: factor)))
  }

  @inlinable @inline(__always) public func adding(_ vector: Self, times factor: Self) -> Self {
    Self(value.addingProduct(vector.value, factor.value))
  }

  @inlinable @inline(__always) public static func + (a: Self, b: Self) -> Self {
    Self(a.value + b.value)
  }

  @inlinable @inline(__always) public static func - (a: Self, b: Self) -> Self {
    Self(a.value - b.value)
  }

  @inlinable @inline(__always) public static func * (a: Self, b: Self) -> Self {
    Self(a.value * b.value)
  }

  @inlinable @inline(__always) public static func * (a: Self, b: Float) -> Self {
    Self(a.value * b)
  }

  @inlinable @inline(__always) public func clamped(toAtLeast floor: Float) -> Self {
    Self(value.replacing(with: floor, where: value .< floor))
  }

  @inlinable @inline(__always) public var sum: Float {
    let half = value.lowHalf + value.highHalf
    return half[0] + half[1]
  }

  @inlinable @inline(__always)
  public static func split(_ first: Self, _ second: Self) -> (even: Self, odd: Self) {
    (
      Self(SIMD4(lowHalf: first.value.evenHalf, highHalf: second.value.evenHalf)),
      Self(SIMD4(lowHalf: first.value.oddHalf, highHalf: second.value.oddHalf))
    )
  }

  @inlinable @inline(__always)
  public static func interleave(even: Self, odd: Self) -> (first: Self, second: Self) {
    var (first, second) = (even, even)
    (first.value.evenHalf, first.value.oddHalf) = (even.value.lowHalf, odd.value.lowHalf)
    (second.value.evenHalf, second.value.oddHalf) = (even.value.highHalf, odd.value.highHalf)
    return (first, second)
  }
}
