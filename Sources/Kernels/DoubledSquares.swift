/// The squared distances from the mean of a map that is doubled by trilinear interpolation, found
/// from the map itself.
///
/// Along one axis a doubled row f of x has f[2i] = 3/4 x[i] + 1/4 x[i-1] and
/// f[2i+1] = 3/4 x[i] + 1/4 x[i+1], borders repeated. So the sum of f is twice that of x, and the
/// sum of f^2 is that of x G x with G = (3/8, 5/4, 3/8), borders repeated too; and in three
/// dimensions G is applied along each axis in turn. An eighth of the voxels need to be visited,
/// and none to be doubled.
public enum DoubledSquares {
  /// Floats of private memory.
  public static func scratch(width: Int) -> Int {
    RowReader.length(width: width) + 2 * RowReader.vector
  }

  /// The share of row (z, y) of the map in the sum over the doubled map.
  ///
  /// - Parameters:
  ///   - map: dense (z, y, x), readable somewhat beyond its end.
  ///   - mean: of the map, and so of the doubled map.
  @inlinable @inline(__always)
  public static func row<V: FloatVector>(
    of map: UnsafePointer<Float>, extents: Extents, mean: Float, z: Int, y: Int,
    scratch: UnsafeMutablePointer<Float>, as: V.Type
  ) -> Double {
    let (near, side): (Float, Float) = (1.25, 0.375)
    let width = extents.width
    func row(_ dz: Int, _ dy: Int) -> UnsafePointer<Float> {
      let z = min(max(z + dz, 0), extents.depth - 1)
      let y = min(max(y + dy, 0), extents.height - 1)
      return map + (z * extents.height + y) * width
    }
    func blend(_ before: V, _ centre: V, _ after: V) -> V {
      (centre * near).adding(before + after, times: side)
    }
    let rows = (row(-1, -1), row(-1, 0), row(-1, 1))
    let (middle, above, below) = (row(0, 0), row(0, -1), row(0, 1))
    let next = (row(1, -1), row(1, 0), row(1, 1))
    let blended = scratch + RowReader.vector
    for x in stride(from: 0, to: width, by: V.lanes) {
      blend(
        blend(V.load(rows.0 + x), V.load(rows.1 + x), V.load(rows.2 + x)),
        blend(V.load(above + x), V.load(middle + x), V.load(below + x)),
        blend(V.load(next.0 + x), V.load(next.1 + x), V.load(next.2 + x))
      ).store(blended + x)
    }
    blended[-1] = blended[0]
    blended[width] = blended[width - 1]
    // The weights of G add up to 2 along each axis.
    let (means, offsets) = (V(repeating: mean), V(repeating: 8 * mean))
    var sums = V(repeating: 0)
    let whole = width - width % V.lanes
    for x in stride(from: 0, to: whole, by: V.lanes) {
      let place = blended + x
      let filtered = blend(V.load(place - 1), V.load(place), V.load(place + 1)) - offsets
      sums = sums.adding(V.load(middle + x) - means, times: filtered)
    }
    var sum = sums.sum
    for x in whole..<width {
      let filtered = near * blended[x] + side * (blended[x - 1] + blended[x + 1]) - 8 * mean
      sum += (middle[x] - mean) * filtered
    }
    return Double(sum)
  }
}
