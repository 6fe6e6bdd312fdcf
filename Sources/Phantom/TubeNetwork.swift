/// Tubes that are painted as one: a vessel tree, a rib, a loop of bowel.
struct TubeNetwork: Sendable {
  let segments: [RoundCone]
  let bounds: Bounds

  init(_ segments: [RoundCone]) {
    self.segments = segments
    bounds = segments.dropFirst().reduce(
      segments.first?.bounds ?? Bounds(.zero, .zero)
    ) { $0.union($1.bounds) }
  }

  /// A curve through knots of (place, radius), both in mm, cut in `pieces` between two knots.
  init(through knots: [(Point, Float)], pieces: Int = 6) {
    self.init(Self.curve(through: knots, pieces: pieces))
  }

  static func curve(through knots: [(Point, Float)], pieces: Int = 6) -> [RoundCone] {
    guard knots.count > 1 else { return [] }
    var points: [(Point, Float)] = [knots[0]]
    for i in 0..<knots.count - 1 {
      let before = knots[max(i - 1, 0)].0
      let after = knots[min(i + 2, knots.count - 1)].0
      for piece in 1...pieces {
        let t = Float(piece) / Float(pieces)
        points.append(
          (
            catmullRom(before, knots[i].0, knots[i + 1].0, after, t),
            Arithmetic.mix(knots[i].1, knots[i + 1].1, t)
          ))
      }
    }
    return zip(points, points.dropFirst()).map { RoundCone($0.0, $0.1, $1.0, $1.1) }
  }

  private static func catmullRom(
    _ before: Point, _ start: Point, _ end: Point, _ after: Point, _ t: Float
  ) -> Point {
    let startSlope = (end - before) * 0.5
    let endSlope = (after - start) * 0.5
    let t2 = t * t
    let t3 = t2 * t
    let a = start * (2 * t3 - 3 * t2 + 1) + startSlope * (t3 - 2 * t2 + t)
    return a + end * (3 * t2 - 2 * t3) + endSlope * (t3 - t2)
  }

  static func + (a: TubeNetwork, b: TubeNetwork) -> TubeNetwork {
    TubeNetwork(a.segments + b.segments)
  }

  /// The same tubes with each radius changed by `scale`.
  func scaled(by scale: Float) -> TubeNetwork {
    TubeNetwork(
      segments.map { RoundCone($0.a, $0.radiusA * scale, $0.b, $0.radiusB * scale) })
  }

  /// The mirror image on the patient's other side.
  var mirrored: TubeNetwork {
    func flip(_ p: Point) -> Point { Point(-p.x, p.y, p.z) }
    return TubeNetwork(
      segments.map { RoundCone(flip($0.a), $0.radiusA, flip($0.b), $0.radiusB) })
  }
}

extension TubeNetwork: Solid {
  func distance(_ point: Point) -> Float {
    segments.reduce(Float.greatestFiniteMagnitude) { min($0, $1.distance(point)) }
  }
}
