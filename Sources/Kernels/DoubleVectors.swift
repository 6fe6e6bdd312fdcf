// The doubles of each instruction set; see `FloatVector`.

/// AVX-512.
public struct FusedDouble8: DoubleVector {
  @usableFromInline var value: SIMD8<Double>

  @inlinable @inline(__always) init(_ value: SIMD8<Double>) { self.value = value }

  @inlinable @inline(__always) public static var lanes: Int { 8 }

  @inlinable @inline(__always) public init(repeating value: Double) {
    self.value = SIMD8(repeating: value)
  }

  @inlinable @inline(__always) public static func load(_ source: UnsafePointer<Double>) -> Self {
    Self(UnsafeRawPointer(source).loadUnaligned(as: SIMD8<Double>.self))
  }

  @inlinable @inline(__always) public func store(_ target: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(target).storeBytes(of: value, as: SIMD8<Double>.self)
  }

  @inlinable @inline(__always) public func adding(_ vector: Self, times factor: Double) -> Self {
    Self(value.addingProduct(vector.value, SIMD8(repeating: factor)))
  }
}

/// AVX2 with FMA.
public struct FusedDouble4: DoubleVector {
  @usableFromInline var value: SIMD4<Double>

  @inlinable @inline(__always) init(_ value: SIMD4<Double>) { self.value = value }

  @inlinable @inline(__always) public static var lanes: Int { 4 }

  @inlinable @inline(__always) public init(repeating value: Double) {
    self.value = SIMD4(repeating: value)
  }

  @inlinable @inline(__always) public static func load(_ source: UnsafePointer<Double>) -> Self {
    Self(UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Double>.self))
  }

  @inlinable @inline(__always) public func store(_ target: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(target).storeBytes(of: value, as: SIMD4<Double>.self)
  }

  @inlinable @inline(__always) public func adding(_ vector: Self, times factor: Double) -> Self {
    Self(value.addingProduct(vector.value, SIMD4(repeating: factor)))
  }
}

/// NEON.
public struct FusedDouble2: DoubleVector {
  @usableFromInline var value: SIMD2<Double>

  @inlinable @inline(__always) init(_ value: SIMD2<Double>) { self.value = value }

  @inlinable @inline(__always) public static var lanes: Int { 2 }

  @inlinable @inline(__always) public init(repeating value: Double) {
    self.value = SIMD2(repeating: value)
  }

  @inlinable @inline(__always) public static func load(_ source: UnsafePointer<Double>) -> Self {
    Self(UnsafeRawPointer(source).loadUnaligned(as: SIMD2<Double>.self))
  }

  @inlinable @inline(__always) public func store(_ target: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(target).storeBytes(of: value, as: SIMD2<Double>.self)
  }

  @inlinable @inline(__always) public func adding(_ vector: Self, times factor: Double) -> Self {
    Self(value.addingProduct(vector.value, SIMD2(repeating: factor)))
  }
}

/// SSE2.
public struct PlainDouble2: DoubleVector {
  @usableFromInline var value: SIMD2<Double>

  @inlinable @inline(__always) init(_ value: SIMD2<Double>) { self.value = value }

  @inlinable @inline(__always) public static var lanes: Int { 2 }

  @inlinable @inline(__always) public init(repeating value: Double) {
    self.value = SIMD2(repeating: value)
  }

  @inlinable @inline(__always) public static func load(_ source: UnsafePointer<Double>) -> Self {
    Self(UnsafeRawPointer(source).loadUnaligned(as: SIMD2<Double>.self))
  }

  @inlinable @inline(__always) public func store(_ target: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(target).storeBytes(of: value, as: SIMD2<Double>.self)
  }

  @inlinable @inline(__always) public func adding(_ vector: Self, times factor: Double) -> Self {
    Self(value + vector.value * factor)
  }
}
