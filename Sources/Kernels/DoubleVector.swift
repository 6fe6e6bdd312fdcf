/// A register's worth of doubles; see `FloatVector`.
public protocol DoubleVector {
  static var lanes: Int { get }
  init(repeating value: Double)
  static func load(_ source: UnsafePointer<Double>) -> Self
  func store(_ target: UnsafeMutablePointer<Double>)
  /// `self + vector * factor`, rounded once where the instruction set can.
  func adding(_ vector: Self, times factor: Double) -> Self
}

/// C = A B for small square matrices.
public enum SquareProduct {
  /// What the size is a multiple of.
  public static let granularity = 8

  /// Eight rows of A at a time against one vector of B's columns.
  @inlinable @inline(__always)
  public static func multiply<V: DoubleVector>(
    _ a: UnsafePointer<Double>, by b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>, size: Int, as: V.Type
  ) {
    let zero = V(repeating: 0)
    for row in stride(from: 0, to: size, by: 8) {
      let a = a + row * size
      for column in stride(from: 0, to: size, by: V.lanes) {
        var (s0, s1, s2, s3) = (zero, zero, zero, zero)
        var (s4, s5, s6, s7) = (zero, zero, zero, zero)
        for k in 0..<size {
          let lanes = V.load(b + k * size + column)
          let factors = a + k
          s0 = s0.adding(lanes, times: factors[0])
          s1 = s1.adding(lanes, times: factors[size])
          s2 = s2.adding(lanes, times: factors[2 * size])
          s3 = s3.adding(lanes, times: factors[3 * size])
          s4 = s4.adding(lanes, times: factors[4 * size])
          s5 = s5.adding(lanes, times: factors[5 * size])
          s6 = s6.adding(lanes, times: factors[6 * size])
          s7 = s7.adding(lanes, times: factors[7 * size])
        }
        let target = c + row * size + column
        s0.store(target)
        s1.store(target + size)
        s2.store(target + 2 * size)
        s3.store(target + 3 * size)
        s4.store(target + 4 * size)
        s5.store(target + 5 * size)
        s6.store(target + 6 * size)
        s7.store(target + 7 * size)
      }
    }
  }
}
