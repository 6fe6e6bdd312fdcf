import Imaging

/// The corners of a box's voxels, each with the pattern of the eight voxels around it.
///
/// The surface of a label passes where a pattern has voxels both inside and outside. Outside the
/// box no voxel carries the label, so a label at the border of a volume has a closed surface too.
struct SurfaceCorners {
  /// Corners along x, y, z: one more than voxels.
  let shape: Voxel
  /// Patterns as ``SurfaceElementAreas`` counts their bits, x fastest.
  let patterns: [UInt8]

  /// No label's.
  init(emptyIn box: VoxelBox) {
    shape = Voxel(box.shape.x + 1, box.shape.y + 1, box.shape.z + 1)
    patterns = [UInt8](repeating: 0, count: shape.x * shape.y * shape.z)
  }

  /// - Parameter box: holds all voxels of the label.
  init(of label: UInt8, in mask: Mask, box: VoxelBox) {
    let shape = Voxel(box.shape.x + 1, box.shape.y + 1, box.shape.z + 1)
    let overlap = mask.box.intersection(box)
    let stored = mask.box.shape
    let count = overlap.shape.x
    var patterns = [UInt8](repeating: 0, count: shape.x * shape.y * shape.z)
    mask.labels.withUnsafeBufferPointer { labels in
      patterns.withUnsafeMutableBufferPointer { patterns in
        guard let labels = labels.baseAddress, let patterns = patterns.baseAddress else { return }
        for z in overlap.lower.z..<overlap.upper.z {
          for y in overlap.lower.y..<overlap.upper.y {
            let source =
              labels + ((z - mask.box.lower.z) * stored.y + y - mask.box.lower.y) * stored.x
              + overlap.lower.x - mask.box.lower.x
            // A voxel lies before each of its eight corners (1) or after (0).
            for side in 0..<8 {
              let corner =
                ((z - box.lower.z + side >> 2) * shape.y + y - box.lower.y + side >> 1 & 1)
                * shape.x + overlap.lower.x - box.lower.x + side & 1
              let bit: UInt8 = 1 << (7 - side)
              let target = patterns + corner
              for x in 0..<count { target[x] |= source[x] == label ? bit : 0 }
            }
          }
        }
      }
    }
    self.shape = shape
    self.patterns = patterns
  }

  /// Calls `body` for every corner that the surface passes, with its pattern and its squared distance
  /// to the nearest that the other surface passes, in mm2; infinite where there is no other surface.
  ///
  /// - Parameters:
  ///   - other: in the same box.
  ///   - spacing: distance of neighbouring corners along x, y, z, in mm.
  func forEachSquaredDistance(
    to other: SurfaceCorners, spacing: SIMD3<Double>,
    _ body: (_ pattern: UInt8, _ squared: Double) -> Void
  ) {
    let rows = NearbyRows(shape: shape, spacing: spacing)
    var distances = SquaredDistances(alongRowsTo: other, spacing: spacing)
    let plane = shape.x * shape.y
    /// Corners whose nearest is too far away to be looked for one by one.
    var far: [Int] = []
    distances.values.withUnsafeBufferPointer { distances in
      for (corner, pattern) in patterns.enumerated() where Self.isSurface(pattern) {
        let found = rows.squaredDistance(
          from: corner, y: corner % plane / shape.x, z: corner / plane, distances)
        if let found { body(pattern, found) } else { far.append(corner) }
      }
    }
    if far.isEmpty { return }
    distances.spread()
    for corner in far { body(patterns[corner], distances.values[corner]) }
  }

  /// Whether the surface passes a corner of this pattern.
  @inline(__always)
  static func isSurface(_ pattern: UInt8) -> Bool { pattern != 0 && pattern != 255 }
}
