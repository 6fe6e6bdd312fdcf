/// Eight outputs: for instruction sets with 32 registers.
@frozen public struct EightSums<Vector: FloatVector>: SumBlock {
  @usableFromInline var s0, s1, s2, s3, s4, s5, s6, s7: Vector

  @inlinable @inline(__always) public static var outputs: Int { 8 }

  @inlinable @inline(__always) public init() {
    let zero = Vector(repeating: 0)
    (s0, s1, s2, s3, s4, s5, s6, s7) = (zero, zero, zero, zero, zero, zero, zero, zero)
  }

  @inlinable @inline(__always)
  public mutating func add(_ voxels: Vector, _ weights: UnsafePointer<Float>) {
    s0 = s0.adding(voxels, times: weights[0])
    s1 = s1.adding(voxels, times: weights[1])
    s2 = s2.adding(voxels, times: weights[2])
    s3 = s3.adding(voxels, times: weights[3])
    s4 = s4.adding(voxels, times: weights[4])
    s5 = s5.adding(voxels, times: weights[5])
    s6 = s6.adding(voxels, times: weights[6])
    s7 = s7.adding(voxels, times: weights[7])
  }

  @inlinable @inline(__always)
  public func store(_ target: UnsafeMutablePointer<Float>, pitch: Int) {
    s0.store(target)
    s1.store(target + pitch)
    s2.store(target + 2 * pitch)
    s3.store(target + 3 * pitch)
    s4.store(target + 4 * pitch)
    s5.store(target + 5 * pitch)
    s6.store(target + 6 * pitch)
    s7.store(target + 7 * pitch)
  }
}

/// Four outputs: for instruction sets with 16 registers.
@frozen public struct FourSums<Vector: FloatVector>: SumBlock {
  @usableFromInline var s0, s1, s2, s3: Vector

  @inlinable @inline(__always) public static var outputs: Int { 4 }

  @inlinable @inline(__always) public init() {
    let zero = Vector(repeating: 0)
    (s0, s1, s2, s3) = (zero, zero, zero, zero)
  }

  @inlinable @inline(__always)
  public mutating func add(_ voxels: Vector, _ weights: UnsafePointer<Float>) {
    s0 = s0.adding(voxels, times: weights[0])
    s1 = s1.adding(voxels, times: weights[1])
    s2 = s2.adding(voxels, times: weights[2])
    s3 = s3.adding(voxels, times: weights[3])
  }

  @inlinable @inline(__always)
  public func store(_ target: UnsafeMutablePointer<Float>, pitch: Int) {
    s0.store(target)
    s1.store(target + pitch)
    s2.store(target + 2 * pitch)
    s3.store(target + 3 * pitch)
  }
}
