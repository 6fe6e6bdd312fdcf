import Imaging

/// The rows around a row of corners, nearest first, as far as they are worth a look one by one.
///
/// Two surfaces of one lesion are mostly a few voxels apart, and a corner's nearest on the other
/// surface is then found in some of the next rows: much sooner than by a distance transform of the
/// whole box. Where it is not among these rows, the transform has to tell.
struct NearbyRows {
  private struct Row {
    let y: Int
    let z: Int
    /// From a corner's place to that of the one beside it in this row.
    let offset: Int
    /// Squared distance along y and along z, in mm2.
    let ySquared: Double
    let zSquared: Double
  }

  /// Rows to either side along y and along z.
  private static let reach = 12

  private let shape: Voxel
  private let rows: [Row]
  /// Every row that is left out is at least so far away, squared, in mm2.
  private let limit: Double

  /// - Parameters:
  ///   - shape: corners along x, y, z that have a distance along their row.
  ///   - spacing: distance of neighbouring corners along x, y, z, in mm.
  init(shape: Voxel, spacing: SIMD3<Double>) {
    self.shape = shape
    func squared(_ steps: Int, _ spacing: Double) -> Double {
      let distance = Double(steps) * spacing
      return distance * distance
    }
    let (reachY, reachZ) = (min(Self.reach, shape.y - 1), min(Self.reach, shape.z - 1))
    let limit = min(
      reachY < shape.y - 1 ? squared(reachY + 1, spacing.y) : .infinity,
      reachZ < shape.z - 1 ? squared(reachZ + 1, spacing.z) : .infinity)
    var rows: [Row] = []
    for z in -reachZ...reachZ {
      for y in -reachY...reachY where y != 0 || z != 0 {
        let row = Row(
          y: y, z: z, offset: (z * shape.y + y) * shape.x, ySquared: squared(y, spacing.y),
          zSquared: squared(z, spacing.z))
        if row.ySquared + row.zSquared < limit { rows.append(row) }
      }
    }
    self.rows = rows.sorted { $0.ySquared + $0.zSquared < $1.ySquared + $1.zSquared }
    self.limit = limit
  }

  /// The squared distance of a corner to the nearest that a surface passes, in mm2; `nil` where
  /// that may lie in a row farther away.
  ///
  /// - Parameters:
  ///   - place: of its own distance among all.
  ///   - distances: along rows: ``SquaredDistances/init(alongRowsTo:of:spacing:)``.
  func squaredDistance(
    from place: Int, y: Int, z: Int, _ distances: UnsafeBufferPointer<Double>
  ) -> Double? {
    var best = distances[place]
    for row in rows {
      if row.ySquared + row.zSquared >= best { return best }
      guard y + row.y >= 0, y + row.y < shape.y, z + row.z >= 0, z + row.z < shape.z else {
        continue
      }
      best = min(best, distances[place + row.offset] + row.ySquared + row.zSquared)
    }
    return best <= limit ? best : nil
  }
}
