/// The mean of a row of voxels and the sum of their squared distances from it.
///
/// Rows are added up in single precision, everything above them in double.
public struct RowMoments {
  public var mean: Double
  public var squares: Double

  @inlinable public init(mean: Double, squares: Double) {
    self.mean = mean
    self.squares = squares
  }

  /// The moments of a row.
  ///
  /// The squares are taken about the mean, in a second pass over a row that is still in the cache:
  /// the square of a large mean never enters a sum.
  @inlinable @inline(__always)
  public init<V: FloatVector>(_ row: UnsafePointer<Float>, count: Int, as: V.Type) {
    let sum = Self.sum(row, count: count, as: V.self)
    let centre = sum / Float(count)
    let centres = V(repeating: centre)
    var (distances, squares) = (V(repeating: 0), V(repeating: 0))
    let whole = count - count % V.lanes
    for x in stride(from: 0, to: whole, by: V.lanes) {
      let distance = V.load(row + x) - centres
      distances = distances + distance
      squares = squares.adding(distance, times: distance)
    }
    var (distanceSum, squareSum) = (distances.sum, squares.sum)
    for x in whole..<count {
      let distance = row[x] - centre
      distanceSum += distance
      squareSum += distance * distance
    }
    // The squares are about the rounded mean; this brings them back to the mean itself.
    let offset = Double(distanceSum) / Double(count)
    mean = Double(centre) + offset
    self.squares = Double(squareSum) - offset * Double(distanceSum)
  }

  /// The sum of a row.
  @inlinable @inline(__always)
  static func sum<V: FloatVector>(
    _ row: UnsafePointer<Float>, count: Int, as: V.Type
  ) -> Float {
    var sums = V(repeating: 0)
    let whole = count - count % V.lanes
    for x in stride(from: 0, to: whole, by: V.lanes) { sums = sums + V.load(row + x) }
    var total = sums.sum
    for x in whole..<count { total += row[x] }
    return total
  }
}
