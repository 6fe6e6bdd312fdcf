/// A place in the phantom's own frame, in mm: x to the patient's right, y to anterior, z to
/// superior. The origin is in the middle of the trunk at the height of the diaphragm.
typealias Point = SIMD3<Float>

extension SIMD3<Float> {
  @inline(__always)
  func dot(_ other: Self) -> Float { x * other.x + y * other.y + z * other.z }

  /// Euclidean length.
  @inline(__always)
  var norm: Float { dot(self).squareRoot() }
}

/// A box along the axes, in mm: outside it a solid has no voxel.
struct Bounds: Sendable {
  var lower: Point
  var upper: Point

  init(_ lower: Point, _ upper: Point) {
    self.lower = lower
    self.upper = upper
  }

  init(center: Point, reach: Point) {
    self.init(center - reach, center + reach)
  }

  func expanded(by margin: Float) -> Bounds { Bounds(lower - margin, upper + margin) }

  func union(_ other: Bounds) -> Bounds {
    Bounds(pointwiseMin(lower, other.lower), pointwiseMax(upper, other.upper))
  }

  /// The midpoint.
  var center: Point { (lower + upper) * 0.5 }
}

/// A body given by an implicit function.
protocol Solid: Sendable {
  /// Holds every point whose distance is negative.
  var bounds: Bounds { get }
  /// Signed distance to the surface in mm, negative inside; exact enough near the surface for a
  /// soft edge of a voxel, an estimate further off.
  func distance(_ point: Point) -> Float
}

/// An ellipsoid along the axes.
struct Ellipsoid: Solid {
  var center: Point
  var radii: Point

  init(_ center: Point, radii: Point) {
    self.center = center
    self.radii = radii
  }

  var bounds: Bounds { Bounds(center: center, reach: radii) }

  @inline(__always)
  func distance(_ point: Point) -> Float {
    Self.distance(offset: point - center, radii: radii)
  }

  /// First-order distance to an ellipsoid at the origin: the implicit function over its gradient.
  @inline(__always)
  static func distance(offset: Point, radii: Point) -> Float {
    let scaled = offset / radii
    let k0 = scaled.norm
    let k1 = (scaled / radii).norm
    return k1 > 1e-6 ? k0 * (k0 - 1) / k1 : -radii.min()
  }
}

/// A segment with a radius at each end, all in mm.
struct RoundCone: Solid {
  var a: Point
  var b: Point
  var radiusA: Float
  var radiusB: Float

  init(_ a: Point, _ radiusA: Float, _ b: Point, _ radiusB: Float) {
    self.a = a
    self.b = b
    self.radiusA = radiusA
    self.radiusB = radiusB
  }

  var bounds: Bounds {
    Bounds(center: a, reach: Point(repeating: radiusA)).union(
      Bounds(center: b, reach: Point(repeating: radiusB)))
  }

  @inline(__always)
  func distance(_ point: Point) -> Float {
    let (position, axis) = nearest(point)
    return (point - axis).norm - Arithmetic.mix(radiusA, radiusB, position)
  }

  /// The nearest point of the axis and how far along it lies, 0…1.
  @inline(__always)
  func nearest(_ point: Point) -> (position: Float, axis: Point) {
    let along = b - a
    let length2 = max(along.dot(along), 1e-9)
    let position = Arithmetic.clamp((point - a).dot(along) / length2, 0, 1)
    return (position, a + along * position)
  }
}

/// The union of round cones, with fillets of `blend` mm.
struct Chain: Solid {
  var links: [RoundCone]
  var blend: Float

  init(_ links: [RoundCone], blend: Float = 4) {
    self.links = links
    self.blend = blend
  }

  /// One round cone between each point and the next.
  init(through knots: [(Point, Float)], blend: Float = 4) {
    self.init(
      zip(knots, knots.dropFirst()).map { RoundCone($0.0, $0.1, $1.0, $1.1) }, blend: blend)
  }

  var bounds: Bounds {
    links.dropFirst().reduce(links[0].bounds) { $0.union($1.bounds) }.expanded(by: blend / 4)
  }

  func distance(_ point: Point) -> Float {
    var distance = Float.greatestFiniteMagnitude
    for link in links {
      distance = Arithmetic.smoothMinimum(distance, link.distance(point), blend)
    }
    return distance
  }
}
