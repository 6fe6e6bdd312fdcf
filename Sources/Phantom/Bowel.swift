/// Colon with haustra, stool and gas, and loops of small bowel in the mesentery.
struct Bowel: Sendable {
  private let colon: TubeNetwork
  private let smallBowel: TubeNetwork
  private let mesentery: TubeNetwork
  private let content: ValueNoise
  private let gas: ValueNoise

  init(seed: UInt64) {
    content = ValueNoise(seed: seed, part: 70, scale: 6)
    gas = ValueNoise(seed: seed, part: 71, scale: 34)
    var random = SplitMix64(seed: seed, part: 72)
    colon = Self.colon(random: &random)
    smallBowel = Self.smallBowel(random: &random)
    let tree = VesselTree(
      root: Point(0, 12, -150), in: Bounds(Point(-88, 0, -215), Point(88, 66, -128)), tips: 160,
      tipRadius: 0.95, wander: 4, random: &random, inside: { _ in true })
    mesentery = tree.tubes
  }

  private static func colon(random: inout SplitMix64) -> TubeNetwork {
    let path = TubeNetwork.curve(
      through: [
        (Point(98, 6, -222), 20), (Point(100, 10, -184), 20), (Point(92, 24, -166), 18),
        (Point(70, 52, -152), 17), (Point(28, 66, -146), 16), (Point(-24, 66, -138), 16),
        (Point(-66, 60, -122), 16), (Point(-96, 34, -104), 15), (Point(-109, 8, -112), 14),
        (Point(-110, 0, -150), 13), (Point(-108, 2, -222), 13),
      ], pieces: 7)
    // Haustra: the radius swells and narrows along the bowel.
    return TubeNetwork(
      path.enumerated().map { index, piece in
        func swell(_ i: Int) -> Float { 0.93 + 0.11 * Arithmetic.sine(Float(i) * 1.9) }
        return RoundCone(
          piece.a, piece.radiusA * swell(index), piece.b, piece.radiusB * swell(index + 1))
      })
  }

  /// A path that winds to and fro in three layers, with every turn moved at random.
  private static func smallBowel(random: inout SplitMix64) -> TubeNetwork {
    var knots: [(Point, Float)] = []
    var forward = true
    for (z, left, right) in [(-214, -74, 66), (-190, -74, 62), (-164, -76, 40), (-136, -82, -28)]
      as [(Float, Float, Float)]
    {
      for y in z > -140 ? [Float(12), 34] : [Float(18), 46] {
        let columns = max(2, Int((right - left) / 24))
        for column in 0...columns {
          let share = Float(forward ? column : columns - column) / Float(columns)
          let shift = random.direction() * 9
          knots.append(
            (
              Point(Arithmetic.mix(left, right, share), y, z) + shift, random.uniform(8.5...12.5)
            ))
        }
        forward.toggle()
      }
    }
    return TubeNetwork(through: knots, pieces: 4)
  }

  func paint(on canvas: inout SliceCanvas) {
    canvas.paint(mesentery, hu: HU.blood - 15)
    canvas.paint(smallBowel, hu: HU.bowelWall + 12)
    canvas.paint(smallBowel, inset: 2.6) { point in
      // Bubbles rise to the front of a loop.
      gas(point) + 0.012 * (point.y - 34) > 0.62 ? -930 : 28 + 12 * content(point)
    }
    canvas.paint(colon, inset: -1, hu: HU.bowelWall - 20)
    canvas.paint(colon, inset: 1.4) { point in
      let stool = content(point)
      let level = gas(point) + 0.03 * (point.y - (abs(point.x) > 85 ? 8 : 60))
      if level > 0.12 { return -975 }
      return stool > 0.35 ? -420 + 200 * stool : 30 + 45 * stool
    }
  }
}
