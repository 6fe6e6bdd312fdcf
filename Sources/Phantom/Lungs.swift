/// Both lungs: the chest cavity above the diaphragm, less the mediastinum, with their fissures,
/// vessels and bronchi.
struct Lungs: Sendable {
  private let body: Body
  private let mediastinum: Mediastinum
  private let arteries: TubeNetwork
  private let veins: TubeNetwork
  private let bronchi: TubeNetwork
  private let parenchyma: ValueNoise
  private let fine: ValueNoise

  /// Holds both lungs, in mm.
  static let bounds = Bounds(Point(-140, -95, -90), Point(140, 95, 182))

  init(seed: UInt64, body: Body, mediastinum: Mediastinum) {
    self.body = body
    self.mediastinum = mediastinum
    parenchyma = ValueNoise(seed: seed, part: 10, scale: 28)
    fine = ValueNoise(seed: seed, part: 11, scale: 5)

    var random = SplitMix64(seed: seed, part: 12)
    var arteries: [RoundCone] = []
    var veins: [RoundCone] = []
    var bronchi: [RoundCone] = []
    for side in [Float(1), -1] {
      let half = Bounds(
        Point(side > 0 ? 8 : -138, -88, -80), Point(side > 0 ? 138 : -8, 88, 176))
      let inside: (Point) -> Bool = { point in
        Self.distance(point, body: body, mediastinum: mediastinum) < -3.5
      }
      let arterial = VesselTree(
        root: side > 0 ? Point(36, -2, 75) : Point(-42, -10, 82), in: half, tips: 800,
        tipRadius: 0.72, random: &random, inside: inside)
      arteries += arterial.tubes.segments
      bronchi += arterial.companions(thickerThan: 1.5, scale: 0.85).segments
      veins +=
        VesselTree(
          root: side > 0 ? Point(40, -8, 46) : Point(-42, -16, 48), in: half, tips: 520,
          tipRadius: 0.7, random: &random, inside: inside
        ).tubes.segments
    }
    self.arteries = TubeNetwork(arteries)
    self.veins = TubeNetwork(veins)
    self.bronchi = TubeNetwork(bronchi)
  }

  /// Signed distance in mm to the pleura of either lung, negative in the lung.
  func distance(_ point: Point) -> Float {
    Self.distance(point, body: body, mediastinum: mediastinum)
  }

  private static func distance(_ point: Point, body: Body, mediastinum: Mediastinum) -> Float {
    Section(z: point.z, body: body, mediastinum: mediastinum).distance(point)
  }

  /// What of the lungs' shape is the same all over one slice.
  private struct Section {
    let cavity: Outline
    let mediastinum: Mediastinum.Section
    let isOpen: Bool

    init(z: Float, body: Body, mediastinum: Mediastinum) {
      cavity = body.cavity(z)
      self.mediastinum = mediastinum.section(z)
      isOpen = z < 178
    }

    @inline(__always)
    func distance(_ point: Point) -> Float {
      guard isOpen else { return 50 }
      let wall = cavity.distance(point.x, point.y) + 1.5
      guard wall < 8 else { return wall }
      let floor = Diaphragm.height(above: point)
      let outer = Arithmetic.smoothMaximum(wall, -floor, 5)
      guard outer < 8 else { return outer }
      return Arithmetic.smoothMaximum(outer, -mediastinum.distance(point), 5)
    }
  }

  func paint(on canvas: inout SliceCanvas) {
    let section = Section(z: canvas.z, body: body, mediastinum: mediastinum)
    canvas.paint(in: Self.bounds, distance: section.distance) { point in
      // Blood and collapse by gravity make the dependent lung denser.
      let gravity = Arithmetic.clamp((40 - point.y) / 120, 0, 1)
      let base = Arithmetic.mix(-878, -822, gravity * gravity)
      let fissure = Self.isFissure(point) ? Float(120) : 0
      return base + 14 * parenchyma(point) + 10 * fine(point) + fissure
    }
    let vessel = { (point: Point) in HU.lungVessel + (abs(point.x) < 55 ? Float(60) : 0) }
    canvas.paint(veins, hu: vessel)
    canvas.paint(bronchi, inset: -0.9) { _ in -40 }
    canvas.paint(arteries, hu: vessel)
    canvas.paint(bronchi, hu: -960)
  }

  /// The oblique fissure of each lung and the horizontal fissure of the right one.
  private static func isFissure(_ point: Point) -> Bool {
    let bulge = 0.0012 * (abs(point.x) - 70) * (abs(point.x) - 70)
    let oblique = point.z - 48 + 1.15 * (point.y - 5) + bulge
    if abs(oblique) < 0.75 { return true }
    guard point.x > 0, oblique > 0 else { return false }
    return abs(point.z - 62 + 0.12 * (point.y - 40) + 0.08 * (point.x - 60)) < 0.5
  }
}
