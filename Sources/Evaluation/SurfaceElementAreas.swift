/// The area of the surface that passes between the eight voxels around a corner, in mm2, for each
/// of the 256 patterns of voxels inside and outside.
///
/// Bit `x + 2 y + 4 z` of a pattern stands for the voxel at (x, y, z), each 0 or 1, of the corner's
/// cube. The surface is that of marching cubes (Lorensen and Cline, "Marching cubes", SIGGRAPH
/// 1987): it cuts every edge of the cube between a voxel inside and one outside at the middle.
/// Inside and outside exchanged give the same surface, so that no more than four voxels need be
/// looked at; those that share no edge of the cube are cut off on their own. Six shapes remain,
/// rotated and mirrored, and each needs only the area vectors of its plane parts: the areas of
/// their projections along x, y and z in a cube of edge 1. Two of the outlines, around an L and
/// around a path, are not plane: they are divided as DeepMind's `surface-distance` divides them.
public struct SurfaceElementAreas: Sendable {
  private let areas: [Double]

  /// - Parameter spacing: edges of a voxel, in mm; they stretch the projection along an axis by
  ///   the product of the other two.
  public init(spacing: SIMD3<Double>) {
    let stretch = SIMD3(
      spacing.y * spacing.z, spacing.x * spacing.z, spacing.x * spacing.y)
    areas = (0...255).map { pattern in
      Self.pieces(of: UInt8(pattern)).flatMap(Self.areaVectors).reduce(0) { area, vector in
        let stretched = vector * stretch
        return area + (stretched * stretched).sum().squareRoot()
      }
    }
  }

  /// The area that belongs to a pattern; 0 where all voxels are inside or all outside.
  public subscript(pattern: UInt8) -> Double { areas[Int(pattern)] }

  /// Splits the fewer of the voxels inside and the voxels outside into sets joined by edges.
  private static func pieces(of pattern: UInt8) -> [UInt8] {
    var left = pattern.nonzeroBitCount > 4 ? ~pattern : pattern
    var pieces: [UInt8] = []
    while left != 0 {
      var piece: UInt8 = 0
      var grown = left & (~left &+ 1)
      while grown != piece {
        piece = grown
        for voxel in 0..<8 where piece >> voxel & 1 == 1 {
          for axis in 0..<3 { grown |= left & 1 << (voxel ^ 1 << axis) }
        }
      }
      pieces.append(piece)
      left &= ~piece
    }
    return pieces
  }

  /// The area vectors of the surface around one to four voxels that are joined by edges.
  private static func areaVectors(of piece: UInt8) -> [SIMD3<Double>] {
    // For each voxel, the axes along which its neighbour is in the piece too.
    let steps = (0..<8).filter { piece >> $0 & 1 == 1 }.map { voxel in
      (0..<3).filter { piece >> (voxel ^ 1 << $0) & 1 == 1 }
    }
    let most = steps.max { $0.count < $1.count } ?? []
    let all = SIMD3(1.0, 1, 1)
    func unit(_ axis: Int) -> SIMD3<Double> {
      var vector = SIMD3<Double>.zero
      vector[axis] = 1
      return vector
    }
    switch (steps.count, most.count) {
    case (0, _): return []
    // A triangle that cuts the corner off.
    case (1, _): return [all / 8]
    // A rectangle along the edge.
    case (2, _): return [(all - unit(most[0])) / 2]
    // An L: a triangle over its elbow and, from end to end, a trapezium.
    case (3, _): return [unit(3 - most[0] - most[1]) / 2, all * 3 / 8]
    // A corner and its three neighbours: a regular hexagon.
    case (_, 3): return [all * 3 / 4]
    // A whole face: a square halfway.
    case _ where steps.allSatisfy { $0.count == 2 }: return [unit(3 - most[0] - most[1])]
    // A path along all three axes: a hexagon that is not plane. Its middle is a trapezium; a
    // triangle at each end lies along the axis of the path's step there.
    default:
      let ends = steps.filter { $0.count == 1 }.map { $0[0] }
      return [all / 2] + ends.map { (all - unit($0)) / 4 }
    }
  }
}
