/// An axial outline of the trunk: two half ovals that meet at the sides, each between an ellipse
/// and a rounded rectangle. All lengths in mm.
struct Outline: Sendable {
  var centerY: Float
  var halfWidth: Float
  var front: Float
  var back: Float
  /// 0 is an ellipse, 1 a rounded rectangle.
  var frontSquareness: Float
  var backSquareness: Float

  /// First-order signed distance in mm, negative inside.
  @inline(__always)
  func distance(_ x: Float, _ y: Float) -> Float {
    let isFront = y > centerY
    let depth = isFront ? front : back
    let squareness = isFront ? frontSquareness : backSquareness
    let u = x / halfWidth
    let v = (y - centerY) / depth
    let u2 = u * u
    let v2 = v * v
    let round = (u2 + v2).squareRoot()
    guard round > 0.05 else { return -0.9 * min(halfWidth, depth) }
    let square = (u2 * u2 + v2 * v2).squareRoot().squareRoot()
    let value = (1 - squareness) * round + squareness * square
    let cubed = square * square * square
    let slopeX = u * ((1 - squareness) / round + squareness * u2 / cubed) / halfWidth
    let slopeY = v * ((1 - squareness) / round + squareness * v2 / cubed) / depth
    return (value - 1) / (slopeX * slopeX + slopeY * slopeY).squareRoot()
  }

  /// The point of the outline in a direction from its centre, moved outwards by `offset` mm.
  ///
  /// - Parameter angle: in radians from posterior (0) over the patient's right to anterior (pi).
  func point(at angle: Float, offset: Float) -> SIMD2<Float> {
    let direction = SIMD2(Arithmetic.sine(angle), -Arithmetic.cosine(angle))
    // The outline is star-shaped about its centre: bisect along the ray.
    var inner: Float = 0
    var outer: Float = 400
    for _ in 0..<30 {
      let middle = 0.5 * (inner + outer)
      if distance(direction.x * middle, centerY + direction.y * middle) < 0 {
        inner = middle
      } else {
        outer = middle
      }
    }
    return SIMD2(0, centerY) + direction * (inner + offset)
  }
}

/// Outlines all along the trunk.
struct TrunkOutline: Sendable {
  var centerY: Profile
  var halfWidth: Profile
  var front: Profile
  var back: Profile
  var frontSquareness: Float
  var backSquareness: Float

  func callAsFunction(_ z: Float) -> Outline {
    Outline(
      centerY: centerY(z), halfWidth: halfWidth(z), front: front(z), back: back(z),
      frontSquareness: frontSquareness, backSquareness: backSquareness)
  }
}
