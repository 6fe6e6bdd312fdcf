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
    guard let part = surfaceBox else { return }
    guard other.surfaceBox != nil else {
      forEachSurfaceCorner { body($1, .infinity) }
      return
    }
    var distances = SquaredDistances(alongRowsTo: other, of: part, spacing: spacing)
    let rows = NearbyRows(shape: distances.shape, spacing: spacing)
    /// Corners whose nearest is too far away to be looked for one by one.
    var far: [(pattern: UInt8, place: Int)] = []
    distances.values.withUnsafeBufferPointer { values in
      forEachSurfaceCorner { corner, pattern in
        let place = distances.place(corner)
        if let found = rows.squaredDistance(from: place, y: corner.y, z: corner.z, values) {
          body(pattern, found)
        } else {
          far.append((pattern, place))
        }
      }
    }
    if far.isEmpty { return }
    distances.spread()
    for (pattern, place) in far { body(pattern, distances.values[place]) }
  }

  /// The smallest box around the corners that the surface passes; `nil` where there are none.
  private var surfaceBox: VoxelBox? {
    var (lower, upper) = (shape, Voxel(0, 0, 0))
    forEachSurfaceCorner { corner, _ in
      lower = Voxel(min(lower.x, corner.x), min(lower.y, corner.y), min(lower.z, corner.z))
      upper = Voxel(
        max(upper.x, corner.x + 1), max(upper.y, corner.y + 1), max(upper.z, corner.z + 1))
    }
    return upper.x == 0 ? nil : VoxelBox(lower: lower, upper: upper)
  }

  private func forEachSurfaceCorner(_ body: (_ corner: Voxel, _ pattern: UInt8) -> Void) {
    patterns.withUnsafeBufferPointer { patterns in
      var place = 0
      for z in 0..<shape.z {
        for y in 0..<shape.y {
          for x in 0..<shape.x {
            let pattern = patterns[place + x]
            if Self.isSurface(pattern) { body(Voxel(x, y, z), pattern) }
          }
          place += shape.x
        }
      }
    }
  }

  /// Whether the surface passes a corner of this pattern.
  @inline(__always)
  static func isSurface(_ pattern: UInt8) -> Bool { pattern != 0 && pattern != 255 }
}
