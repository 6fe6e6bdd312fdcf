/// AVX-512: one 512-bit register.
@frozen public struct Fused16: FloatVector {
  public typealias Sums = EightSums<Fused16>

  @usableFromInline var value: SIMD16<Float>

  @inlinable @inline(__always) init(_ value: SIMD16<Float>) { self.value = value }

  @inlinable @inline(__always) public static var lanes: Int { 16 }

  @inlinable @inline(__always) public init(repeating value: Float) {
    self.value = SIMD16(repeating: value)
  }

  @inlinable @inline(__always) public static func load(_ source: UnsafePointer<Float>) -> Self {
    Self(UnsafeRawPointer(source).loadUnaligned(as: SIMD16<Float>.self))
  }

  @inlinable @inline(__always) public func store(_ target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: value, as: SIMD16<Float>.self)
  }

  @inlinable @inline(__always) public func adding(_ vector: Self, times factor: Float) -> Self {
    Self(value.addingProduct(vector.value, SIMD16(repeating: factor)))
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
    let quarter = half.lowHalf + half.highHalf
    let eighth = quarter.lowHalf + quarter.highHalf
    return eighth[0] + eighth[1]
  }

  @inlinable @inline(__always)
  public static func split(_ first: Self, _ second: Self) -> (even: Self, odd: Self) {
    (
      Self(SIMD16(lowHalf: first.value.evenHalf, highHalf: second.value.evenHalf)),
      Self(SIMD16(lowHalf: first.value.oddHalf, highHalf: second.value.oddHalf))
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
