/// The heart's chambers and the vessels that enter and leave it.
struct Heart: Sendable {
  private let ventricles: [(solid: Chain, hu: Float)]
  private let aorta: TubeNetwork
  private let pulmonaryArteries: TubeNetwork
  private let veins: TubeNetwork
  private let neckArteries: TubeNetwork
  private let coronaries: TubeNetwork
  private let airways: TubeNetwork
  private let esophagus: TubeNetwork
  private let esophagealGas: TubeNetwork
  private let calcifications: TubeNetwork
  private let muscleTexture: ValueNoise

  init(seed: UInt64) {
    muscleTexture = ValueNoise(seed: seed, part: 20, scale: 12)
    ventricles = [
      // Right ventricle and atrium, then the thick left ventricle with its cavity, left atrium.
      (Chain([RoundCone(Point(17, 42, 34), 24, Point(-34, 54, -6), 14)]), HU.blood - 4),
      (Chain([RoundCone(Point(31, 18, 38), 22, Point(31, 18, 12), 22)]), HU.blood - 2),
      (Chain([RoundCone(Point(-12, 8, 36), 27, Point(-54, 38, 2), 21)]), HU.heartMuscle),
      (Chain([RoundCone(Point(-14, 9, 36), 17, Point(-50, 35, 6), 9)]), HU.blood + 5),
      (
        Chain(
          [
            RoundCone(Point(-14, -10, 50), 18, Point(14, -8, 50), 18),
            RoundCone(Point(-24, 0, 58), 10, Point(-30, 14, 60), 8),
          ], blend: 8), HU.blood + 5
      ),
    ]
    aorta = TubeNetwork(through: [
      (Point(-4, 18, 42), 14), (Point(6, 30, 62), 15), (Point(15, 29, 90), 14.5),
      (Point(6, 20, 109), 13.5), (Point(-10, 4, 116), 12.5), (Point(-23, -16, 111), 12),
      (Point(-28, -33, 92), 11.5), (Point(-27, -37, 60), 11), (Point(-24, -38, 10), 10.5),
      (Point(-17, -33, -40), 10), (Point(-10, -21, -95), 9.5), (Point(-7, -13, -150), 9),
      (Point(-5, -12, -225), 8.5),
    ])
    pulmonaryArteries =
      TubeNetwork(through: [
        (Point(-2, 52, 34), 14), (Point(-12, 46, 58), 14), (Point(-18, 32, 76), 13),
        (Point(-30, 8, 86), 10.5), (Point(-44, -10, 82), 8),
      ])
      + TubeNetwork(through: [
        (Point(-16, 30, 74), 11), (Point(4, 10, 75), 10), (Point(24, 3, 76), 9),
        (Point(38, -2, 75), 7.5),
      ])
    veins =
      TubeNetwork(through: [
        (Point(-128, 16, 132), 4.5), (Point(-98, 24, 158), 5), (Point(-62, 36, 164), 6),
        (Point(-25, 36, 136), 6.5), (Point(8, 34, 124), 7),
        (Point(25, 24, 118), 8.5), (Point(28, 20, 85), 9.5), (Point(30, 16, 48), 11),
      ])
      + TubeNetwork(through: [
        (Point(128, 16, 132), 4.5), (Point(96, 24, 158), 5), (Point(62, 34, 166), 6),
        (Point(36, 30, 146), 7), (Point(25, 24, 118), 8),
      ])
      + TubeNetwork(through: [
        (Point(14, -10, 50), 7), (Point(28, -10, 48), 6.5), (Point(42, -8, 45), 5),
      ])
      + TubeNetwork(through: [
        (Point(-14, -12, 51), 7), (Point(-28, -15, 50), 6.5), (Point(-44, -16, 47), 5),
      ])
      + TubeNetwork(through: [
        (Point(24, 8, 88), 4), (Point(20, -22, 90), 4), (Point(12, -38, 70), 3.8),
        (Point(9, -38, 0), 3.2), (Point(6, -34, -60), 2),
      ])
    neckArteries =
      TubeNetwork(through: [
        (Point(2, 14, 112), 6), (Point(14, 14, 135), 5.8), (Point(24, 8, 160), 5.5),
        (Point(60, 12, 172), 4.4), (Point(98, 10, 160), 3.8), (Point(130, 6, 138), 3.2),
      ])
      + TubeNetwork(through: [
        (Point(-10, 6, 116), 4.2), (Point(-15, 8, 145), 3.8), (Point(-20, 8, 190), 3.6),
      ])
      + TubeNetwork(through: [
        (Point(-20, -8, 114), 5), (Point(-27, -8, 140), 4.8), (Point(-38, 0, 166), 4.5),
        (Point(-62, 14, 174), 4.2), (Point(-100, 10, 160), 3.8), (Point(-130, 6, 138), 3.2),
      ])
    coronaries =
      TubeNetwork(through: [
        (Point(-10, 30, 52), 1.9), (Point(-26, 48, 40), 1.7), (Point(-48, 62, 14), 1.4),
        (Point(-66, 58, -10), 1.0),
      ])
      + TubeNetwork(through: [
        (Point(10, 40, 50), 1.8), (Point(36, 46, 36), 1.7), (Point(44, 36, 8), 1.5),
        (Point(22, 18, -14), 1.2),
      ])
    airways =
      TubeNetwork(through: [
        (Point(2, 4, 190), 8.6), (Point(2, -4, 150), 8.6), (Point(2, -10, 118), 8.8),
        (Point(3, -13, 100), 9),
      ])
      + TubeNetwork(through: [
        (Point(4, -13, 101), 7.5), (Point(22, -13, 86), 6.8), (Point(38, -10, 74), 5.8),
        (Point(44, -12, 54), 4.4),
      ])
      + TubeNetwork(through: [
        (Point(2, -13, 101), 7.5), (Point(-20, -15, 86), 6.2), (Point(-42, -16, 70), 5.4),
        (Point(-46, -20, 52), 4.2),
      ])
    let gullet: [(Point, Float)] = [
      (Point(-2, -20, 190), 6.5), (Point(-6, -26, 140), 7), (Point(-3, -29, 100), 7),
      (Point(-4, -31, 60), 7.5), (Point(-8, -28, 20), 7.5), (Point(-14, -22, -12), 8),
      (Point(-34, -8, -26), 8.5),
    ]
    esophagus = TubeNetwork(through: gullet)
    esophagealGas = TubeNetwork([
      RoundCone(Point(-5.5, -24, 148), 1.2, Point(-4.5, -25, 128), 2),
      RoundCone(Point(-5, -29, 48), 1, Point(-7, -27, 36), 1.3),
    ])
    var random = SplitMix64(seed: seed, part: 21)
    let wall = aorta.segments
    calcifications = TubeNetwork(
      (0..<16).map { _ in
        let piece = wall[20 + Int(random.next() % UInt64(wall.count - 20))]
        let along = piece.b - piece.a
        var out = random.direction()
        out -= along * (out.dot(along) / along.dot(along))
        let place = piece.a + out * (piece.radiusA / max(out.norm, 0.1))
        let drift = random.direction() * 1.6
        return RoundCone(place - drift, 1.0, place + drift, 1.3)
      })
  }

  /// Goes over lungs and mediastinal fat.
  func paint(on canvas: inout SliceCanvas) {
    for (solid, hu) in ventricles {
      let texture: Float = hu == HU.heartMuscle ? 7 : 2
      canvas.paint(in: solid.bounds, distance: solid.distance) { point in
        hu + texture * muscleTexture(point)
      }
    }
    canvas.paint(esophagus, hu: HU.softTissue)
    canvas.paint(esophagealGas, hu: -850)
    canvas.paint(veins, hu: HU.blood - 5)
    canvas.paint(pulmonaryArteries, hu: HU.blood - 2)
    canvas.paint(neckArteries, hu: HU.blood)
    canvas.paint(aorta, inset: -1.2, hu: HU.muscle)
    canvas.paint(aorta, hu: HU.blood)
    canvas.paint(coronaries, hu: HU.blood)
    canvas.paint(calcifications, hu: HU.calcium)
    canvas.paint(airways, inset: -1.4, hu: HU.softTissue)
    canvas.paint(airways, hu: HU.air)
  }
}
