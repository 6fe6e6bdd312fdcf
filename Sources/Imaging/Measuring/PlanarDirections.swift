/// Two perpendicular directions of a slice, of length 1 in patient space: along a line and across it.
struct PlanarDirections {
  let along: SIMD3<Double>
  let across: SIMD3<Double>

  /// - Parameters:
  ///   - right: one step along an axis of the slice, in mm.
  ///   - down: one step along the other.
  /// - Returns: `nil` for a line without length and for a slice that is no plane.
  init?(along line: Diameter, right: SIMD3<Double>, down: SIMD3<Double>, affine: Affine) {
    let offset = affine.vector(line.b.center - line.a.center)
    guard offset.length > 0 else { return nil }
    let along = offset / offset.length
    // What is left of a step beside `along`; of the two steps the one that leaves more.
    let rests = [right, down].map { $0 - along * ($0 * along).sum() }
    let rest = rests[0].length >= rests[1].length ? rests[0] : rests[1]
    guard rest.length > 1e-9 else { return nil }
    self.along = along
    across = rest / rest.length
  }
}
