/// One float as a vector: what is left of a row after its whole vectors goes through the same code.
///
/// It carries the name of the whole vector, so that each instruction set has code of its own for
/// it: of two functions with one name in two modules the linker keeps either.
public struct SingleLane<Whole: FloatVector>: FloatVector {
  public typealias Sums = FourSums<SingleLane>

  @usableFromInline var value: Float

  @inlinable @inline(__always) init(_ value: Float) { self.value = value }

  @inlinable @inline(__always) public static var lanes: Int { 1 }

  @inlinable @inline(__always) public init(repeating value: Float) { self.value = value }

  @inlinable @inline(__always) public static func load(_ source: UnsafePointer<Float>) -> Self {
    Self(source[0])
  }

  @inlinable @inline(__always) public func store(_ target: UnsafeMutablePointer<Float>) {
    target[0] = value
  }

  @inlinable @inline(__always) public func adding(_ vector: Self, times factor: Float) -> Self {
    Self(value + vector.value * factor)
  }

  @inlinable @inline(__always) public func adding(_ vector: Self, times factor: Self) -> Self {
    Self(value + vector.value * factor.value)
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
    Self(value < floor ? floor : value)
  }

  @inlinable @inline(__always) public var sum: Float { value }

  @inlinable @inline(__always)
  public static func split(_ first: Self, _ second: Self) -> (even: Self, odd: Self) {
    (first, second)
  }

  @inlinable @inline(__always)
  public static func interleave(even: Self, odd: Self) -> (first: Self, second: Self) {
    (even, odd)
  }
}
