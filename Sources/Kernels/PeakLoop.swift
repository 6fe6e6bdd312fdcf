/// What a core can do at most: multiply-adds from register to register, nothing read or written.
public enum PeakLoop {
  /// Sums that do not wait for one another: enough to hide a multiply-add's latency, few enough for
  /// 16 registers.
  public static let chains = 10

  /// Multiplies and adds `chains` vectors `count` times.
  ///
  /// - Returns: what came out, which keeps the compiler from leaving the work out.
  @inlinable @inline(__always)
  public static func run<V: FloatVector>(count: Int, seed: Float, as: V.Type) -> Float {
    let (start, factor) = (V(repeating: seed), V(repeating: 0.5))
    var (s0, s1, s2, s3, s4) = (start, start * 2, start * 3, start * 4, start * 5)
    var (s5, s6, s7, s8, s9) = (start * 6, start * 7, start * 8, start * 9, start * 10)
    for _ in 0..<count {
      s0 = start.adding(s0, times: factor)
      s1 = start.adding(s1, times: factor)
      s2 = start.adding(s2, times: factor)
      s3 = start.adding(s3, times: factor)
      s4 = start.adding(s4, times: factor)
      s5 = start.adding(s5, times: factor)
      s6 = start.adding(s6, times: factor)
      s7 = start.adding(s7, times: factor)
      s8 = start.adding(s8, times: factor)
      s9 = start.adding(s9, times: factor)
    }
    return ((s0 + s1) + (s2 + s3) + (s4 + s5) + (s6 + s7) + (s8 + s9)).sum
  }
}
