import Imaging

/// The squared distances of corners to the nearest that the surface passes, in mm2; infinite where
/// there is no surface.
///
/// Of those corners alone that are asked for, with the surface of the whole box. Exact, for any
/// spacing, and in time linear in the corners: one axis after the other, each line by the lower
/// envelope of parabolas (Felzenszwalb and Huttenlocher, "Distance transforms of sampled functions",
/// Theory of Computing 8, 2012).
struct SquaredDistances {
  /// Of the corners of ``part`` along x, of all of them along y and z; x fastest.
  private(set) var values: [Double]
  /// As wide as ``part``.
  let shape: Voxel
  private let part: VoxelBox
  private let spacing: SIMD3<Double>

  /// The distances within each row along x alone: see ``spread()``.
  ///
  /// - Parameters:
  ///   - part: the corners that distances are wanted of.
  ///   - spacing: distance of neighbouring corners along x, y, z, in mm.
  init(alongRowsTo surface: SurfaceCorners, of part: VoxelBox, spacing: SIMD3<Double>) {
    self.part = part
    self.spacing = spacing
    let (length, rows) = (surface.shape.x, surface.shape.y * surface.shape.z)
    let columns = part.lower.x..<part.upper.x
    shape = Voxel(columns.count, surface.shape.y, surface.shape.z)
    values = [Double](repeating: .infinity, count: columns.count * rows)
    surface.patterns.withUnsafeBufferPointer { patterns in
      values.withUnsafeMutableBufferPointer { values in
        for row in 0..<rows {
          Self.sweep(
            UnsafeBufferPointer(rebasing: patterns[row * length..<(row + 1) * length]), columns,
            spacing: spacing.x,
            into: UnsafeMutableBufferPointer(
              rebasing: values[row * columns.count..<(row + 1) * columns.count]))
        }
      }
    }
  }

  /// The place of a corner's distance in ``values``.
  func place(_ corner: Voxel) -> Int {
    (corner.z * shape.y + corner.y) * shape.x + corner.x - part.lower.x
  }

  /// Makes the distances of the wanted corners along rows those in all directions.
  mutating func spread() {
    let (shape, part) = (shape, part)
    let plane = shape.x * shape.y
    var y = ParabolaEnvelope(length: shape.y, spacing: spacing.y)
    var z = ParabolaEnvelope(length: shape.z, spacing: spacing.z)
    values.withUnsafeMutableBufferPointer { values in
      guard let origin = values.baseAddress else { return }
      for slice in 0..<shape.z {
        for x in 0..<shape.x { y.transform(origin + slice * plane + x, stride: shape.x) }
      }
      for column in part.lower.y * shape.x..<part.upper.y * shape.x {
        z.transform(origin + column, stride: plane)
      }
    }
  }

  /// One row of corners: the nearest surface before and after, by a sweep in each direction.
  ///
  /// - Parameters:
  ///   - patterns: of the whole row.
  ///   - columns: those of the corners whose distances go into `row`.
  private static func sweep(
    _ patterns: UnsafeBufferPointer<UInt8>, _ columns: Range<Int>, spacing: Double,
    into row: UnsafeMutableBufferPointer<Double>
  ) {
    var before = patterns[..<columns.lowerBound].lastIndex(where: SurfaceCorners.isSurface)
    for x in columns {
      if SurfaceCorners.isSurface(patterns[x]) { before = x }
      guard let before else { continue }
      let distance = Double(x - before) * spacing
      row[x - columns.lowerBound] = distance * distance
    }
    var after = patterns[columns.upperBound...].firstIndex(where: SurfaceCorners.isSurface)
    for x in columns.reversed() {
      if SurfaceCorners.isSurface(patterns[x]) { after = x }
      guard let after else { continue }
      let distance = Double(after - x) * spacing
      row[x - columns.lowerBound] = min(row[x - columns.lowerBound], distance * distance)
    }
  }
}
