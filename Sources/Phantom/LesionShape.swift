/// A lesion's body: a star-shaped surface about a centre, lobulated by noise and drawn out into
/// spicules. The picture and the true mask both come from its ``distance(_:)``.
struct LesionShape: Solid {
  let center: Point
  private let stretch: Point
  private let spikes: [(direction: Point, height: Float)]
  private let lobulation: Float
  private let lobes: [(direction: Point, height: Float)]
  private let knobs: ValueNoise
  /// Scale in mm that gives the surface the volume of the sphere that was asked for.
  private let radius: Float
  private let reach: Float

  init(_ specification: LesionSpecification, seed: UInt64) {
    center = specification.center
    let lobulation = Arithmetic.clamp(specification.lobulation, 0, 0.4)
    let knobs = ValueNoise(seed: seed, part: 2, scale: 0.4)
    var random = SplitMix64(seed: seed, part: 3)
    let lobes = (0..<14).map { _ in
      (direction: random.direction(), height: random.uniform(-1.2...1.8))
    }
    let spikes = (0..<max(0, specification.spicules)).map { _ in
      (direction: random.direction(), height: random.uniform(0.25...0.75))
    }
    self.lobulation = lobulation
    self.lobes = lobes
    self.knobs = knobs
    self.spikes = spikes
    let s = specification.stretch
    stretch = s / Arithmetic.cubeRoot(s.x * s.y * s.z)

    // The volume of a star-shaped body is the integral of R^3 / 3 over all directions.
    let unscaled = Self.sphere(count: 3000).map {
      Self.relativeRadius($0, lobulation, lobes, knobs, spikes)
    }
    let meanCube = unscaled.reduce(0) { $0 + $1 * $1 * $1 } / Float(unscaled.count)
    radius = specification.equivalentDiameter / 2 / Arithmetic.cubeRoot(meanCube)
    reach = radius * (1 + 4 * lobulation + (spikes.map(\.height).max() ?? 0) * 1.5)
  }

  var bounds: Bounds { Bounds(center: center, reach: stretch * reach) }

  func distance(_ point: Point) -> Float {
    let offset = (point - center) / stretch
    let length = offset.norm
    guard length > 1e-3 else { return -0.5 * radius }
    return length
      - radius * Self.relativeRadius(offset / length, lobulation, lobes, knobs, spikes)
  }

  private static func relativeRadius(
    _ direction: Point, _ lobulation: Float, _ lobes: [(direction: Point, height: Float)],
    _ knobs: ValueNoise, _ spikes: [(direction: Point, height: Float)]
  ) -> Float {
    var swelling = 0.6 * knobs(direction)
    for lobe in lobes {
      // ((1 + cosine) / 2)^8: a smooth bump or dent about 60 degrees wide.
      let c = 0.5 + 0.5 * direction.dot(lobe.direction)
      let c2 = c * c
      let c4 = c2 * c2
      swelling += lobe.height * c4 * c4
    }
    var radius = 1 + lobulation * swelling
    for spike in spikes {
      let cosine = direction.dot(spike.direction)
      guard cosine > 0.8 else { continue }
      // cosine^64: about 10 degrees wide.
      let c2 = cosine * cosine
      let c4 = c2 * c2
      let c16 = c4 * c4 * c4 * c4
      radius += spike.height * c16 * c16 * c16 * c16
    }
    return max(radius, 0.3)
  }

  /// Directions spread evenly on the unit sphere (a Fibonacci lattice).
  private static func sphere(count: Int) -> [Point] {
    let golden: Float = 2.399_963_2
    // The azimuth is kept small by going round with a rotation, not by growing an angle.
    let (c, s) = (Arithmetic.cosine(golden), Arithmetic.sine(golden))
    var around = SIMD2<Float>(1, 0)
    return (0..<count).map { i in
      let z = 1 - (2 * Float(i) + 1) / Float(count)
      let rim = max(0, 1 - z * z).squareRoot()
      let length = (around.x * around.x + around.y * around.y).squareRoot()
      around = SIMD2(around.x * c - around.y * s, around.x * s + around.y * c) / length
      return Point(rim * around.x, rim * around.y, z)
    }
  }
}
