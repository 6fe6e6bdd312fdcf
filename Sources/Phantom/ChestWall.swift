/// Ribs with their cartilages, sternum, collar bones and shoulder blades.
struct ChestWall: Sendable {
  private let ribs: TubeNetwork
  private let cartilages: TubeNetwork
  private let sternum: TubeNetwork
  private let shoulders: TubeNetwork
  private let marrow: ValueNoise

  init(seed: UInt64, body: Body) {
    marrow = ValueNoise(seed: seed, part: 40, scale: 5)
    var ribs: [RoundCone] = []
    var cartilages: [RoundCone] = []
    for rib in 0..<12 {
      let (bone, cartilage) = Self.rib(rib, around: body.cavity)
      ribs += bone.segments + bone.mirrored.segments
      cartilages += cartilage.segments + cartilage.mirrored.segments
    }
    self.ribs = TubeNetwork(ribs)
    self.cartilages = TubeNetwork(cartilages)
    sternum = Self.sternum(in: body.cavity)
    let right = Self.shoulder(around: body.cavity)
    shoulders = right + right.mirrored
  }

  /// The path of a rib: from its vertebra around the cavity, sinking as it comes forward.
  private static func rib(_ index: Int, around cavity: TrunkOutline)
    -> (bone: TubeNetwork, cartilage: TubeNetwork)
  {
    let top = Spine.levels[index]
    let drops: [Float] = [32, 42, 52, 60, 66, 72, 78, 82, 84, 78, 62, 40]
    let ends: [Float] = [2.55, 2.62, 2.64, 2.64, 2.62, 2.58, 2.5, 2.38, 2.26, 2.14, 1.6, 1.2]
    let spineY = Spine.centerY(top)
    let head = Point(16, spineY - 12, top + 6)
    var path: [Point] = [
      head, Point(27, min(spineY - 24, -66 + Float(index == 0 ? 12 : 0)), top + 5),
    ]
    let start: Float = index < 2 ? 0.75 : 0.5
    let steps = 22
    for step in 0...steps {
      let share = Float(step) / Float(steps)
      let angle = Arithmetic.mix(start, ends[index], share)
      let sinking = 0.5 - 0.5 * Arithmetic.cosine(angle)
      let z = top + 3 - drops[index] * sinking
      let place = cavity(min(z, 172)).point(at: angle, offset: 5)
      path.append(Point(place.x, place.y, z))
    }
    // Two tubes, one above the other, make the flat section of a rib.
    let slim: Float = index == 0 ? 3.9 : 3.6
    let bone = TubeNetwork(
      [Float(2.6), -2.6].flatMap { lift in
        TubeNetwork.curve(
          through: path.map { (Point($0.x, $0.y, $0.z + lift), slim) }, pieces: 1)
      })
    guard index < 10, let end = path.last else { return (bone, TubeNetwork([])) }
    let joints: [Float] = [146, 126, 106, 88, 71, 57, 45, 28, 12, -2]
    let target: Point
    if index < 7 {
      let z = joints[index]
      target = Point(15, cavity(z).front + cavity(z).centerY + 8, z)
    } else {
      // False ribs join the cartilage above along the costal margin.
      let z = joints[index]
      let place = cavity(z).point(at: 2.75 - 0.12 * Float(index - 7), offset: 6)
      target = Point(place.x, place.y, z)
    }
    let middleZ = 0.5 * (end.z + target.z) - 4
    let angle: Float = index < 7 ? 2.82 : 2.6 - 0.1 * Float(index - 7)
    let middle = cavity(middleZ).point(at: angle, offset: 6)
    let cartilage = TubeNetwork(
      through: [(end, 4.6), (Point(middle.x, middle.y, middleZ), 5), (target, 5)])
    return (bone, cartilage)
  }

  private static func sternum(in cavity: TrunkOutline) -> TubeNetwork {
    let halfWidth = Profile([(6, 5), (20, 9), (50, 15), (90, 13), (118, 11), (128, 17), (152, 25)])
    var plates: [RoundCone] = []
    var z: Float = 8
    while z <= 152 {
      let y = cavity(z).front + cavity(z).centerY + 9
      let x = halfWidth(z)
      plates.append(RoundCone(Point(-x, y, z), 4.6, Point(x, y, z), 4.6))
      z += 2.5
    }
    return TubeNetwork(plates)
  }

  /// The right collar bone, shoulder blade and head of the humerus.
  private static func shoulder(around cavity: TrunkOutline) -> TubeNetwork {
    var bones = TubeNetwork.curve(through: [
      (Point(17, 52, 154), 7.5), (Point(50, 58, 166), 6), (Point(85, 42, 178), 5.5),
      (Point(120, 18, 190), 6),
    ])
    let inner = Profile([(40, 0.78), (70, 0.64), (130, 0.62), (165, 0.8)])
    let outer = Profile([(40, 0.86), (70, 1.05), (110, 1.25), (150, 1.5), (165, 1.6)])
    var z: Float = 42
    while z <= 164 {
      let outline = cavity(min(z, 100))
      let shift: Float = z > 100 ? (z - 100) * 0.05 : 0
      let (from, to) = (inner(z), outer(z))
      let knots: [(Point, Float)] = (0...6).map { step in
        let angle = Arithmetic.mix(from, to, Float(step) / 6)
        let place = outline.point(at: angle, offset: 14.5 + shift)
        return (Point(place.x, place.y, z), step == 6 ? 4.2 : 2.3)
      }
      bones += TubeNetwork.curve(through: knots, pieces: 1)
      z += 2.5
    }
    bones += TubeNetwork.curve(through: [
      (Point(84, -84, 150), 3.5), (Point(118, -78, 160), 5), (Point(150, -56, 176), 6.5),
    ])
    bones.append(RoundCone(Point(152, -20, 182), 22, Point(158, -16, 205), 19))
    return TubeNetwork(bones)
  }

  func paint(on canvas: inout SliceCanvas) {
    canvas.paint(cartilages, hu: HU.cartilage)
    let spongy = { [marrow] (point: Point) in HU.ribMarrow + 60 * marrow(point) }
    canvas.paint(ribs, hu: HU.corticalBone)
    canvas.paint(ribs, inset: 1.2, hu: spongy)
    canvas.paint(sternum, hu: HU.corticalBone * 0.75)
    canvas.paint(sternum, inset: 1.2, hu: spongy)
    canvas.paint(shoulders, hu: HU.corticalBone)
    canvas.paint(shoulders, inset: 1.7, hu: spongy)
  }
}
