import Imaging

/// The squared distance of every corner of a box to the nearest that the surface passes, in mm2;
/// infinite where there is no surface.
///
/// Exact, for any spacing, and in time linear in the corners: one axis after the other, each line
/// by the lower envelope of parabolas (Felzenszwalb and Huttenlocher, "Distance transforms of
/// sampled functions", Theory of Computing 8, 2012).
struct SquaredDistances {
  /// x fastest.
  private(set) var values: [Double]
  private let shape: Voxel
  private let spacing: SIMD3<Double>

  /// The distances within each row along x alone: see ``spread()``.
  ///
  /// - Parameter spacing: distance of neighbouring corners along x, y, z, in mm.
  init(alongRowsTo surface: SurfaceCorners, spacing: SIMD3<Double>) {
    self.spacing = spacing
    shape = surface.shape
    let (length, rows) = (shape.x, shape.y * shape.z)
    values = [Double](repeating: .infinity, count: length * rows)
    surface.patterns.withUnsafeBufferPointer { patterns in
      values.withUnsafeMutableBufferPointer { values in
        guard let origin = values.baseAddress else { return }
        for row in 0..<rows {
          Self.sweep(
            UnsafeBufferPointer(rebasing: patterns[row * length..<(row + 1) * length]),
            spacing: spacing.x, into: origin + row * length)
        }
      }
    }
  }

  /// Makes the distances along rows those in all directions.
  mutating func spread() {
    let (shape, plane) = (shape, shape.x * shape.y)
    var y = ParabolaEnvelope(length: shape.y, spacing: spacing.y)
    var z = ParabolaEnvelope(length: shape.z, spacing: spacing.z)
    values.withUnsafeMutableBufferPointer { values in
      guard let origin = values.baseAddress else { return }
      for slice in 0..<shape.z {
        for x in 0..<shape.x { y.transform(origin + slice * plane + x, stride: shape.x) }
      }
      for column in 0..<plane { z.transform(origin + column, stride: plane) }
    }
  }

  /// One row of corners: the nearest surface before and after, by a sweep in each direction.
  private static func sweep(
    _ patterns: UnsafeBufferPointer<UInt8>, spacing: Double, into row: UnsafeMutablePointer<Double>
  ) {
    var before: Int?
    for x in patterns.indices {
      if SurfaceCorners.isSurface(patterns[x]) { before = x }
      guard let before else { continue }
      let distance = Double(x - before) * spacing
      row[x] = distance * distance
    }
    var after: Int?
    for x in patterns.indices.reversed() {
      if SurfaceCorners.isSurface(patterns[x]) { after = x }
      guard let after else { continue }
      let distance = Double(after - x) * spacing
      row[x] = min(row[x], distance * distance)
    }
  }
}
