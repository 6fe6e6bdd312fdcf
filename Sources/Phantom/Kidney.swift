/// A kidney: bright cortex that dips between the pyramids, medulla, and a sinus of fat with the
/// collecting system, opening towards the middle and the front.
struct Kidney: Sendable {
  /// +1 on the patient's right, -1 on the left.
  private let side: Float
  private let center: Point
  private let columns: ValueNoise
  private static let radii = Point(24, 29, 54)

  static func right(seed: UInt64) -> Kidney {
    Kidney(side: 1, center: Point(66, -42, -134), seed: seed)
  }

  static func left(seed: UInt64) -> Kidney {
    Kidney(side: -1, center: Point(-66, -40, -118), seed: seed)
  }

  private init(side: Float, center: Point, seed: UInt64) {
    self.side = side
    self.center = center
    columns = ValueNoise(seed: seed, part: side > 0 ? 65 : 66, scale: 13)
  }

  private var bounds: Bounds { Bounds(center: center, reach: Point(42, 36, 58)) }

  /// In the kidney's own axes: towards the hilum, across, and along.
  @inline(__always)
  private func local(_ point: Point) -> Point {
    var offset = point - center
    // The upper poles lean towards the spine and to the back.
    offset.x += side * 0.2 * offset.z
    offset.y += 0.18 * offset.z
    let hilum = SIMD2<Float>(-side * 0.86, 0.51)
    return Point(
      offset.x * hilum.x + offset.y * hilum.y, offset.x * hilum.y - offset.y * hilum.x, offset.z)
  }

  /// Signed distance in mm, negative in cortex or medulla.
  func distance(_ point: Point) -> Float {
    let p = local(point)
    let outer = Ellipsoid.distance(offset: p, radii: Self.radii)
    return Arithmetic.smoothMaximum(outer, -sinus(p), 4)
  }

  @inline(__always)
  private func sinus(_ p: Point) -> Float {
    Ellipsoid.distance(offset: p - Point(17, 0, 0), radii: Point(19, 9.5, 27))
  }

  func paint(on canvas: inout SliceCanvas) {
    let shape = { (point: Point) in distance(point) }
    // The fascia around the perirenal fat, a hair line.
    canvas.paint(
      in: bounds.expanded(by: 12),
      distance: { point in
        abs(Ellipsoid.distance(offset: local(point), radii: Self.radii) - 9.5) - 0.45
      },
      hu: { _ in -45 })
    canvas.paint(in: bounds, distance: shape) { HU.kidneyCortex + 5 * columns($0) }
    canvas.paint(
      in: bounds,
      distance: { point in
        let p = local(point)
        let depth = Ellipsoid.distance(offset: p, radii: Self.radii) + 7
        // Pyramids, with columns of cortex between.
        let column = 4 * columns(Point(p.x * 0.4, p.y, p.z) * 1.0) - 0.6
        return max(depth, -sinus(p) + 1.5) + max(column, 0) * 1.6
      },
      hu: { _ in HU.kidneyMedulla })
    let sinusBounds = Bounds(center: center, reach: Point(38, 30, 34))
    canvas.paint(
      in: sinusBounds,
      distance: { point in
        let p = local(point)
        return max(sinus(p), Ellipsoid.distance(offset: p, radii: Self.radii))
      },
      hu: { HU.fat + 15 + 20 * columns($0 * 2) })
    canvas.paint(
      in: sinusBounds,
      distance: { point in
        Ellipsoid.distance(offset: local(point) - Point(18, 1, -3), radii: Point(14, 4.2, 12))
      },
      hu: { _ in HU.water + 8 })
  }
}
