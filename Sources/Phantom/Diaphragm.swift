/// The dome between chest and abdomen, one surface for both sides.
enum Diaphragm {
  /// How far a point lies above the dome, in mm, perpendicular to it to first order.
  @inline(__always)
  static func height(above point: Point) -> Float {
    let right = dome(point, top: 14, x: 62, y: 12)
    let left = dome(point, top: 2, x: -64, y: 10)
    let isRight = right.z > left.z
    let slope = isRight ? right.slope2 : left.slope2
    // The crest between the domes is rounded, as the central tendon is.
    let top = -Arithmetic.smoothMinimum(-right.z, -left.z, 24)
    return (point.z - top) / (1 + slope).squareRoot()
  }

  @inline(__always)
  private static func dome(_ point: Point, top: Float, x: Float, y: Float)
    -> (z: Float, slope2: Float)
  {
    let dx = point.x - x
    let dy = point.y - y
    // Steep to the flank and to the back, almost level under the heart.
    let towardsMiddle = dx * x < 0
    let a: Float = towardsMiddle ? 0.0042 : 0.0123
    let b: Float = dy < 0 ? 0.0097 : 0.0052
    let slopeX = 2 * a * dx
    let slopeY = 2 * b * dy
    return (top - a * dx * dx - b * dy * dy, slopeX * slopeX + slopeY * slopeY)
  }

  /// The muscle itself, a thin sheet within the cavity.
  static func paint(on canvas: inout SliceCanvas, body: Body) {
    let cavity = body.cavity(canvas.z)
    canvas.paint(
      in: Bounds(Point(-140, -95, -100), Point(140, 95, 25)),
      distance: { point in
        max(abs(height(above: point) + 1.8) - 1.6, cavity.distance(point.x, point.y))
      },
      hu: { _ in HU.muscle })
  }
}
