/// The spleen, moulded by the stomach and the left kidney.
struct Spleen: Sendable {
  private let body: Body
  private let texture: ValueNoise
  private static let bounds = Bounds(Point(-138, -95, -125), Point(-50, 30, 5))

  init(seed: UInt64, body: Body) {
    self.body = body
    texture = ValueNoise(seed: seed, part: 55, scale: 16)
  }

  /// Signed distance in mm, negative in the spleen.
  func distance(_ point: Point) -> Float { distance(point, cavity: body.cavity(point.z)) }

  @inline(__always)
  private func distance(_ point: Point, cavity: Outline) -> Float {
    var distance = Ellipsoid.distance(
      offset: point - Point(-102, -36, -56), radii: Point(36, 50, 60))
    let stomach = Ellipsoid.distance(
      offset: point - Point(-62, 4, -50), radii: Point(42, 44, 60))
    distance = Arithmetic.smoothMaximum(distance, -stomach, 8)
    let kidney = Ellipsoid.distance(
      offset: point - Point(-66, -50, -116), radii: Point(34, 34, 62))
    distance = Arithmetic.smoothMaximum(distance, -kidney, 6)
    distance = Arithmetic.smoothMaximum(distance, cavity.distance(point.x, point.y) + 4, 5)
    return Arithmetic.smoothMaximum(distance, Diaphragm.height(above: point) + 4.5, 6)
  }

  func paint(on canvas: inout SliceCanvas) {
    let cavity = body.cavity(canvas.z)
    canvas.paint(
      in: Self.bounds, distance: { distance($0, cavity: cavity) },
      hu: { HU.spleen + 4 * texture($0) })
  }
}
