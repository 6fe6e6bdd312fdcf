/// The liver with its portal and hepatic veins, and the gall bladder.
struct Liver: Sendable {
  private let body: Body
  private let portalVeins: TubeNetwork
  private let hepaticVeins: TubeNetwork
  private let texture: ValueNoise
  private static let gallBladder = Ellipsoid(Point(46, 44, -108), radii: Point(13, 21, 20))

  static let bounds = Bounds(Point(-75, -95, -170), Point(138, 95, 25))

  init(seed: UInt64, body: Body) {
    self.body = body
    texture = ValueNoise(seed: seed, part: 50, scale: 14)
    var random = SplitMix64(seed: seed, part: 51)
    let inside: (Point) -> Bool = { Self.distance($0, body: body) < -7 }
    portalVeins =
      VesselTree(
        root: Point(36, 6, -72), in: Self.bounds, tips: 120, tipRadius: 1.25, wander: 3,
        random: &random, inside: inside
      ).tubes
    hepaticVeins =
      VesselTree(
        root: Point(27, -8, -12), in: Self.bounds, tips: 60, tipRadius: 1.5, wander: 2,
        random: &random, inside: inside
      ).tubes
  }

  /// Signed distance in mm, negative in the liver.
  func distance(_ point: Point) -> Float { Self.distance(point, body: body) }

  private static func distance(_ point: Point, body: Body) -> Float {
    distance(point, cavity: body.cavity(point.z))
  }

  @inline(__always)
  private static func distance(_ point: Point, cavity: Outline) -> Float {
    let right = Ellipsoid.distance(
      offset: point - Point(74, -2, -58), radii: Point(78, 92, 112))
    let left = Ellipsoid.distance(offset: point - Point(-2, 48, -38), radii: Point(62, 38, 46))
    var distance = Arithmetic.smoothMinimum(right, left, 22)
    // The visceral surface rises from the right flank towards the stomach.
    let visceral = (-64 - 0.72 * point.x - 0.28 * (point.y - 20) - point.z) / 1.26
    distance = Arithmetic.smoothMaximum(distance, visceral, 14)
    // The gap for the vessels of the hilum and the falciform ligament in front.
    let hilum = Ellipsoid.distance(
      offset: point - Point(20, 12, -84), radii: Point(26, 16, 24))
    distance = Arithmetic.smoothMaximum(distance, -hilum, 8)
    let ligament = Ellipsoid.distance(
      offset: point - Point(18, 84, -62), radii: Point(3.5, 42, 40))
    distance = Arithmetic.smoothMaximum(distance, -ligament, 4)
    // The bed of spine, great vessels, and of the right kidney and adrenal.
    let spine = RoundCone(Point(4, -52, 20), 38, Point(4, -46, -170), 36).distance(point)
    distance = Arithmetic.smoothMaximum(distance, -spine, 8)
    let kidney = RoundCone(Point(62, -48, -142), 38, Point(58, -80, -68), 12).distance(point)
    distance = Arithmetic.smoothMaximum(distance, -kidney, 6)
    let wall = cavity.distance(point.x, point.y) + 4
    distance = Arithmetic.smoothMaximum(distance, wall, 5)
    return Arithmetic.smoothMaximum(distance, Diaphragm.height(above: point) + 4.5, 6)
  }

  func paint(on canvas: inout SliceCanvas) {
    let cavity = body.cavity(canvas.z)
    canvas.paint(Self.gallBladder, inset: -1.4, hu: HU.softTissue)
    canvas.paint(Self.gallBladder, hu: HU.bile)
    canvas.paint(
      in: Self.bounds, distance: { Self.distance($0, cavity: cavity) },
      hu: { HU.liver + 4 * texture($0) })
    canvas.paint(portalVeins, hu: HU.liverVessel)
    canvas.paint(hepaticVeins, hu: HU.liverVessel - 5)
  }
}
