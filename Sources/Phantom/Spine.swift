/// Vertebrae from T1 to L5 with discs, canal and posterior elements.
struct Spine: Sendable {
  private struct Vertebra {
    var center: Point
    /// Half the size of the body: right-left, front-back, up-down.
    var half: Point
    /// dy/dz of the spine: how much the end plates tilt.
    var tilt: Float
    var arch: TubeNetwork
  }

  private let vertebrae: [Vertebra]
  private let trabeculae: ValueNoise

  /// Heights of the vertebral bodies' centres, T1 first, L5 last, in mm.
  static let levels: [Float] = [
    185, 165, 145, 124, 102, 79, 56, 32, 7, -18, -44, -72, -102, -134, -168, -202, -236,
  ]
  private static let curve = Profile([
    (-240, -44), (-170, -38), (-110, -42), (-50, -52), (40, -59), (110, -57), (160, -46),
    (190, -36),
  ])

  /// Where the vertebral bodies' centres lie, in mm: kyphosis of the chest, lordosis of the loins.
  static func centerY(_ z: Float) -> Float { curve(z) }

  init(seed: UInt64) {
    trabeculae = ValueNoise(seed: seed, part: 30, scale: 4)
    let levels = Self.levels
    vertebrae = levels.indices.map { i in
      let z = levels[i]
      let isLumbar = i >= 12
      let pitch = i + 1 < levels.count ? z - levels[i + 1] : 34
      let size = Float(i) / Float(levels.count - 1)
      let half = Point(
        Arithmetic.mix(14, 24, size), Arithmetic.mix(10, 17, size),
        pitch * (isLumbar ? 0.385 : 0.42))
      let center = Point(0, Self.centerY(z), z)
      return Vertebra(
        center: center, half: half,
        tilt: (Self.centerY(z + 10) - Self.centerY(z - 10)) / 20,
        arch: Self.arch(of: center, half: half, isLumbar: isLumbar))
    }
  }

  /// Pedicles, laminae, articular, transverse and spinous processes.
  private static func arch(of center: Point, half: Point, isLumbar: Bool) -> TubeNetwork {
    let canal = center.y - half.y - 7
    let z = center.z
    let drop: Float = isLumbar ? 7 : 20
    let tip = max(canal - (isLumbar ? 31 : 24), -101)
    let wing: Float = isLumbar ? 42 : 32
    let right = TubeNetwork([
      RoundCone(Point(11, center.y - half.y + 3, z + 4), 4.5, Point(14, canal, z + 3), 4.5),
      RoundCone(Point(14, canal - 2, z), 4, Point(2, canal - 13, z - 6), 3.4),
      RoundCone(Point(14, canal - 2, z - 4), 3.6, Point(2, canal - 14, z - 12), 3.2),
      RoundCone(
        Point(15, canal - 4, z + 6), 4.6, Point(isLumbar ? 17 : 14, canal - 6, z - 14), 4.8),
      RoundCone(
        Point(14, canal - 1, z + 2), 4.5,
        Point(wing, canal - (isLumbar ? 5 : 12), z + (isLumbar ? 4 : 6)), isLumbar ? 3 : 4.4),
    ])
    let spinous = TubeNetwork([
      RoundCone(Point(0, canal - 12, z - 6), 3.2, Point(0, tip, z - 6 - drop), 3.6),
      RoundCone(Point(0, canal - 12, z - 11), 3.0, Point(0, tip, z - 12 - drop), 3.8),
    ])
    return right + right.mirrored + spinous
  }

  func paint(on canvas: inout SliceCanvas) {
    paintMuscles(on: &canvas)
    paintDiscs(on: &canvas)
    for vertebra in vertebrae { paintBody(vertebra, on: &canvas) }
    for vertebra in vertebrae { canvas.paint(vertebra.arch, hu: HU.corticalBone) }
    for vertebra in vertebrae {
      canvas.paint(vertebra.arch, inset: 1.5) { [trabeculae] in
        HU.spongyBone + 60 + 70 * trabeculae($0)
      }
    }
    paintCanal(on: &canvas)
  }

  private func paintBody(_ vertebra: Vertebra, on canvas: inout SliceCanvas) {
    let half = vertebra.half
    let bounds = Bounds(center: vertebra.center, reach: half + Point(2, 2, 8))
    let distance = { (point: Point) -> Float in
      let offset = point - vertebra.center
      let height = offset.z + vertebra.tilt * offset.y
      let waist = 1 - 0.1 * (1 - min(1, height * height / (half.z * half.z)))
      // The back of the body is flat, not round.
      let depth = offset.y < 0 ? half.y * 0.92 : half.y
      let side = Self.oval(
        offset.x, offset.y, half.x * waist, depth * waist,
        squareness: offset.y < 0 ? 0.55 : 0.1)
      return Arithmetic.smoothMaximum(side, abs(height) - half.z, 2)
    }
    canvas.paint(in: bounds, distance: distance) { _ in HU.vertebralShell }
    canvas.paint(
      in: bounds, distance: { distance($0) + 1.3 },
      hu: { [trabeculae] in HU.spongyBone + 45 * trabeculae($0) })
  }

  private func paintDiscs(on canvas: inout SliceCanvas) {
    let z = canvas.z
    let size = Arithmetic.clamp((185 - z) / 421, 0, 1)
    let a = Arithmetic.mix(14, 24, size)
    let b = Arithmetic.mix(10, 17, size)
    let y = Self.centerY(z)
    canvas.paint(
      in: Bounds(Point(-a - 2, y - b - 2, z - 1), Point(a + 2, y + b + 2, z + 1)),
      distance: { Self.oval($0.x, $0.y - y, a, b, squareness: 0.2) },
      hu: { _ in HU.disc })
  }

  private func paintCanal(on canvas: inout SliceCanvas) {
    let z = canvas.z
    let size = Arithmetic.clamp((185 - z) / 421, 0, 1)
    let y = Self.centerY(z) - Arithmetic.mix(10, 17, size) * 0.92 - 7.5
    let bounds = Bounds(Point(-14, y - 12, z - 1), Point(14, y + 12, z + 1))
    canvas.paint(
      in: bounds, distance: { Self.oval($0.x, $0.y - y, 11, 7.6, squareness: 0) },
      hu: { _ in -55 })
    canvas.paint(
      in: bounds, distance: { Self.oval($0.x, $0.y - y, 8.6, 6.6, squareness: 0) },
      hu: { _ in 22 })
    // The cord ends at L1.
    if z > -105 {
      canvas.paint(
        in: bounds, distance: { Self.oval($0.x, $0.y - y, 5.2, 4.1, squareness: 0) },
        hu: { _ in 40 })
    }
  }

  /// Psoas, quadratus lumborum and erector spinae.
  private func paintMuscles(on canvas: inout SliceCanvas) {
    let z = canvas.z
    let erectorY = min(Self.centerY(z) - 36, -82)
    let erector = Ellipsoid(Point(31, erectorY - 2, z), radii: Point(28, 15, 40))
    let psoas = RoundCone(Point(25, -36, -112), 6, Point(44, -24, -225), 23)
    let quadratus = RoundCone(Point(62, -70, -100), 5, Point(72, -66, -225), 14)
    for side in [Float(1), -1] {
      for muscle: any Solid in [erector, psoas, quadratus] {
        let box = muscle.bounds
        let bounds =
          side > 0
          ? box
          : Bounds(
            Point(-box.upper.x, box.lower.y, box.lower.z),
            Point(-box.lower.x, box.upper.y, box.upper.z))
        canvas.paint(
          in: bounds, distance: { muscle.distance(Point($0.x * side, $0.y, $0.z)) },
          hu: { [trabeculae] in HU.muscle + 8 * trabeculae($0 * 0.5) })
      }
    }
  }

  @inline(__always)
  private static func oval(
    _ x: Float, _ y: Float, _ a: Float, _ b: Float, squareness: Float
  ) -> Float {
    Outline(
      centerY: 0, halfWidth: a, front: b, back: b, frontSquareness: squareness,
      backSquareness: squareness
    ).distance(x, y)
  }
}
