/// The space between the lungs: the heart's place, the great vessels' and the spine's.
struct Mediastinum: Sendable {
  /// The heart with the fat around it.
  static let heartEnvelope = Chain(
    [
      RoundCone(Point(-10, 8, 42), 36, Point(-54, 40, 0), 28),
      RoundCone(Point(8, 30, -2), 26, Point(-30, 52, -16), 24),
      RoundCone(Point(20, 44, 34), 31, Point(-26, 54, -2), 22),
      RoundCone(Point(30, 18, 38), 29, Point(30, 18, 10), 28),
      RoundCone(Point(0, 40, 60), 30, Point(4, 24, 88), 26),
    ], blend: 14)
  /// What hugs the descending aorta, which bulges into the left lung.
  private static let aortaEnvelope = Chain(
    [RoundCone(Point(-26, -34, 98), 16, Point(-25, -38, -60), 14)], blend: 4)

  private let column = TrunkOutline(
    centerY: Profile([(-80, -22), (20, -20), (55, -8), (80, 6), (110, 10), (150, 4), (178, -4)]),
    halfWidth: Profile([(-80, 26), (20, 24), (55, 27), (80, 33), (110, 32), (150, 31), (178, 36)]),
    front: Profile([(-80, 40), (20, 42), (55, 46), (80, 58), (110, 62), (150, 50), (178, 40)]),
    back: Profile([(-80, 34), (20, 40), (55, 46), (80, 52), (110, 52), (150, 46), (178, 40)]),
    frontSquareness: 0, backSquareness: 0.5)

  /// What of the mediastinum is the same all over one slice.
  struct Section: Sendable {
    fileprivate let column: Outline
    fileprivate let spineY: Float
    fileprivate let nearHeart: Bool

    /// Signed distance in mm to the parietal pleura, negative in the mediastinum.
    @inline(__always)
    func distance(_ point: Point) -> Float {
      var distance = column.distance(point.x, point.y)
      // The spine and what lies behind it.
      let behind = point.y - Arithmetic.clamp(point.y, spineY - 45, spineY)
      let spine = (point.x * point.x + behind * behind).squareRoot() - 25
      distance = Arithmetic.smoothMinimum(distance, spine, 8)
      distance = Arithmetic.smoothMinimum(
        distance, Mediastinum.aortaEnvelope.distance(point), 6)
      if nearHeart {
        distance = Arithmetic.smoothMinimum(
          distance, Mediastinum.heartEnvelope.distance(point), 8)
      }
      return distance
    }
  }

  func section(_ z: Float) -> Section {
    Section(column: column(z), spineY: Spine.centerY(z), nearHeart: z > -50 && z < 125)
  }
}
