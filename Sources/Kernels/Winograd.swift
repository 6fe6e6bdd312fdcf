/// Winograd's minimal filtering: F(4, 3) along z and F(2, 3) along y, that is a block of 4 slices by
/// 2 rows of the result from 6 by 4 products of rows instead of 12 by 6 (Lavin and Gray,
/// arXiv 1509.09308).
///
/// A 3x3x3 convolution becomes, for each of 24 planes, one with 3 taps along x: a third of the
/// arithmetic. x stays direct, since there the transforms would cost shuffles, and elsewhere they
/// are additions of whole vectors. F(4, 3) along both axes would save a quarter more and lose
/// about a decimal digit; as it is, the error stays within a few units in the last place.
public enum Winograd {
  /// Slices of the result in a block, and the planes along z that they are made from.
  public static let slices = 4
  public static let slicePlanes = 6
  /// Rows of the result in a block, and the planes along y that they are made from.
  public static let rows = 2
  public static let rowPlanes = 4
  /// A plane's index is that along z times `rowPlanes` plus that along y.
  public static let planes = slicePlanes * rowPlanes

  /// B^T d along z: the planes of input slices d0 ... d5.
  @inlinable @inline(__always)
  static func slicePlanes<V: FloatVector>(
    _ d: (V, V, V, V, V, V)
  ) -> (V, V, V, V, V, V) {
    let outer = d.4.adding(d.2, times: -4)
    let inner = d.3.adding(d.1, times: -4)
    let even = d.4 - d.2
    let odd = (d.3 - d.1) * 2
    return (
      d.4.adding(d.0, times: 4).adding(d.2, times: -5), outer + inner, outer - inner, even + odd,
      even - odd, d.5.adding(d.1, times: 4).adding(d.3, times: -5)
    )
  }

  /// B^T d along y: the planes of input rows d0 ... d3.
  @inlinable @inline(__always)
  static func rowPlanes<V: FloatVector>(_ d: (V, V, V, V)) -> (V, V, V, V) {
    (d.0 - d.2, d.1 + d.2, d.2 - d.1, d.1 - d.3)
  }

  /// A^T m along z: the four slices of the planes' products m0 ... m5.
  @inlinable @inline(__always)
  static func slices<V: FloatVector>(_ m: (V, V, V, V, V, V)) -> (V, V, V, V) {
    let (sum1, difference1) = (m.1 + m.2, m.1 - m.2)
    let (sum2, difference2) = (m.3 + m.4, m.3 - m.4)
    return (
      m.0 + sum1 + sum2, difference1.adding(difference2, times: 2), sum1.adding(sum2, times: 4),
      (difference1 + m.5).adding(difference2, times: 8)
    )
  }

  /// A^T m along y: the two rows of the planes' products m0 ... m3.
  @inlinable @inline(__always)
  static func rows<V: FloatVector>(_ m: (V, V, V, V)) -> (V, V) {
    (m.0 + m.1 + m.2, m.1 - m.2 - m.3)
  }

  /// G g: the planes of a 3x3 filter's taps for one tap along x.
  ///
  /// - Parameters:
  ///   - taps: 9, (z, y).
  ///   - planes: room for `planes` of them.
  public static func transform(
    _ taps: UnsafePointer<Double>, into planes: UnsafeMutablePointer<Double>
  ) {
    for row in 0..<rowPlanes {
      let along = { (g: UnsafePointer<Double>) in
        switch row {
        case 0: g[0]
        case 1: (g[0] + g[1] + g[2]) / 2
        case 2: (g[0] - g[1] + g[2]) / 2
        default: g[2]
        }
      }
      let (a, b, c) = (along(taps), along(taps + 3), along(taps + 6))
      planes[row] = a / 4
      planes[rowPlanes + row] = -(a + b + c) / 6
      planes[2 * rowPlanes + row] = -(a - b + c) / 6
      planes[3 * rowPlanes + row] = a / 24 + b / 12 + c / 6
      planes[4 * rowPlanes + row] = a / 24 - b / 12 + c / 6
      planes[5 * rowPlanes + row] = c
    }
  }
}
