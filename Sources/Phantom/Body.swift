/// The trunk from the skin inwards: skin, subcutaneous fat, the muscular wall, and the fat that
/// fills the cavity within.
struct Body: Sendable {
  /// The skin.
  let surface: TrunkOutline
  /// The inner side of the wall: pleura above the diaphragm, peritoneum below.
  let cavity: TrunkOutline
  private let frontFat: Profile
  private let sideFat: Profile
  private let backFat: Profile
  /// How far the muscles reach outwards of the cavity, in mm; fat fills what is left.
  private let frontMuscle: Profile
  private let sideMuscle: Profile
  private let lobules: ValueNoise
  private let unevenness: ValueNoise
  private let fibres: ValueNoise

  init(seed: UInt64) {
    surface = TrunkOutline(
      centerY: Profile([(-200, 0), (180, 0)]),
      halfWidth: Profile([
        (-210, 163), (-150, 160), (-80, 160), (0, 164), (70, 165), (110, 162), (145, 168),
        (180, 180),
      ]),
      front: Profile([
        (-210, 106), (-130, 112), (-60, 114), (0, 113), (60, 113), (100, 108), (140, 93), (180, 74),
      ]),
      back: Profile([(-210, 111), (-130, 111), (-40, 114), (60, 118), (120, 116), (180, 104)]),
      frontSquareness: 0.28, backSquareness: 0.5)
    cavity = TrunkOutline(
      centerY: Profile([(-200, 2), (100, 0), (150, -8), (180, -12)]),
      halfWidth: Profile([
        (-210, 133), (-150, 134), (-80, 138), (-20, 141), (40, 138), (80, 128), (115, 109),
        (140, 87), (160, 64), (174, 39), (181, 14),
      ]),
      front: Profile([
        (-210, 83), (-130, 89), (-60, 91), (0, 90), (60, 86), (100, 75), (130, 57), (155, 40),
        (172, 25), (181, 10),
      ]),
      back: Profile([(-210, 78), (-130, 80), (-40, 84), (60, 84), (120, 72), (155, 48), (181, 12)]),
      frontSquareness: 0.22, backSquareness: 0.4)
    frontFat = Profile([(-210, 23), (-150, 19), (-90, 14), (-20, 10), (60, 9), (120, 8), (180, 8)])
    sideFat = Profile([(-210, 21), (-130, 17), (-60, 13), (40, 11), (120, 11), (180, 10)])
    backFat = Profile([(-210, 22), (-130, 15), (-60, 11), (40, 10), (180, 10)])
    frontMuscle = Profile([
      (-210, 11), (-60, 12), (0, 12), (30, 15), (60, 21), (105, 27), (140, 70), (170, 200),
    ])
    sideMuscle = Profile([
      (-210, 16), (-110, 18), (-50, 13), (40, 14), (95, 18), (125, 26), (150, 50), (170, 200),
    ])
    lobules = ValueNoise(seed: seed, part: 1, scale: 9)
    unevenness = ValueNoise(seed: seed, part: 2, scale: 55)
    fibres = ValueNoise(seed: seed, part: 3, scale: 7)
  }

  func paint(on canvas: inout SliceCanvas) {
    let z = canvas.z
    let skin = surface(z)
    let inner = cavity(z)
    let fat = (front: frontFat(z), side: sideFat(z), back: backFat(z))
    let reach = (front: frontMuscle(z), side: sideMuscle(z), back: Float(55))
    // The three flat muscles of the flank, with fat between them, are seen below the ribs only.
    let flank = 1 - Arithmetic.smoothstep(-110, -60, z)
    let cavityIsOpen = z < 180
    let raster = canvas.raster
    canvas.paintAll { point, before in
      let uneven = unevenness(point)
      let furrow = Self.backFurrow(x: point.x, y: point.y)
      let depth = furrow - skin.distance(point.x, point.y) + 2.2 * uneven
      guard depth > -2 else { return before }
      var hu = Arithmetic.mix(before, HU.skin, raster.covered(-depth))
      guard depth > 0 else { return hu }

      let lobule = lobules(point)
      // Septa are the thin sheets where the noise changes sign.
      let septum = abs(lobule) < 0.05 && uneven > -0.3 ? Float(28) : 0
      let fatHU = HU.fat - 5 + 9 * lobule + septum
      hu = Arithmetic.mix(hu, fatHU, raster.covered(1.8 - depth))
      let thickness = Self.around(point, skin, fat) * (1 + 0.22 * uneven)
      let outside = inner.distance(point.x, point.y)
      let belowFat = min(
        depth - thickness, Self.around(point, skin, reach) + 3 * uneven - outside)
      if belowFat > -2 {
        let wall = muscle(point, depth: belowFat, outside: outside, flank: flank)
        hu = Arithmetic.mix(hu, wall, raster.covered(-belowFat))
      }
      if cavityIsOpen, outside < 2 {
        hu = Arithmetic.mix(hu, HU.fat + 7 * lobule, raster.covered(outside))
      }
      return hu
    }
  }

  /// Attenuation within the wall: muscles and the fat planes between them, in HU.
  private func muscle(_ point: Point, depth: Float, outside: Float, flank: Float) -> Float {
    let fibre = fibres(point)
    var hu = HU.muscle + 7 * fibre
    if abs(fibres(point * 0.45)) < 0.045 { hu -= 75 }
    let isSide = abs(point.x) > 75 && point.y > -70
    if isSide, flank > 0, abs(depth - 5.5) < 0.7 || abs(depth - 10.5) < 0.6 { hu -= 90 * flank }
    // Between the ribs and the large muscles on them, and between the layers of those.
    if point.z > -50 {
      let plane = outside - 12 - 3 * unevenness(point * 1.6)
      if abs(plane) < 1.1 { hu -= 110 }
      if point.z > 20 {
        if abs(plane - 9) < 0.6 { hu -= 80 }
        let deep = plane - 26 - 16 * unevenness(point * 0.7)
        if abs(deep) < 1.2 || abs(deep - 22) < 1 { hu -= 110 }
      }
    }
    // The white line and the lateral edge of the straight muscle.
    if point.y > 0, point.z < -20 {
      if abs(point.x) < 2.2 { hu -= 90 }
      if abs(abs(point.x) - 64 - depth) < 1.6 { hu -= 70 }
    }
    return hu
  }

  /// A thickness in mm given at the front, the sides and the back, in between by direction.
  private static func around(
    _ point: Point, _ outline: Outline, _ value: (front: Float, side: Float, back: Float)
  ) -> Float {
    let u = point.x / outline.halfWidth
    let v = (point.y - outline.centerY) / (point.y > 0 ? outline.front : outline.back)
    let toSide = u * u / max(u * u + v * v, 1e-6)
    return Arithmetic.mix(v > 0 ? value.front : value.back, value.side, toSide * toSide)
  }

  /// How far the skin lies inwards of its outline over the spine, in mm (negative: inwards).
  private static func backFurrow(x: Float, y: Float) -> Float {
    guard y < 0, abs(x) < 34 else { return 0 }
    let t = 1 - x * x / (34 * 34)
    return -7 * t * t * min(1, -y / 60)
  }
}
