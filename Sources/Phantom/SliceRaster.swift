/// Where the pixels of one axial slice lie in the phantom's frame.
struct SliceRaster: Sendable {
  /// Pixels along x and y; x runs to the patient's left, y to posterior, as CT is stored.
  let columns: Int
  let rows: Int
  /// Centre of pixel (0, 0) and the step between pixels, in mm.
  let firstX: Float
  let firstY: Float
  let stepX: Float
  let stepY: Float
  /// Height of the slice in mm.
  let z: Float

  /// Half the width of an edge in mm: half a pixel.
  var softness: Float { 0.25 * (stepX + stepY) }

  /// Fraction of a pixel that lies inside a surface at a signed distance in mm.
  @inline(__always)
  func covered(_ distance: Float) -> Float {
    Arithmetic.clamp(0.5 - 0.5 * distance / softness, 0, 1)
  }

  /// Calls `body` with the offset and the place of every pixel of a box that this slice cuts.
  @inline(__always)
  func forEachPixel(in bounds: Bounds, _ body: (Int, Point) -> Void) {
    let margin = softness
    guard z >= bounds.lower.z - margin, z <= bounds.upper.z + margin else { return }
    // Pixel indices grow as x and y fall.
    let left = Self.index((firstX - bounds.upper.x - margin) / stepX, columns, .down)
    let right = Self.index((firstX - bounds.lower.x + margin) / stepX, columns, .up)
    let top = Self.index((firstY - bounds.upper.y - margin) / stepY, rows, .down)
    let bottom = Self.index((firstY - bounds.lower.y + margin) / stepY, rows, .up)
    guard left <= right, top <= bottom else { return }
    for row in top...bottom {
      let y = firstY - Float(row) * stepY
      for column in left...right {
        body(row * columns + column, Point(firstX - Float(column) * stepX, y, z))
      }
    }
  }

  private static func index(_ position: Float, _ count: Int, _ rule: FloatingPointRoundingRule)
    -> Int
  {
    // A box wholly outside ends beyond the last or before the first pixel and so is skipped.
    let rounded = Arithmetic.clamp(position.rounded(rule), -1e6, 1e6)
    return rule == .down ? max(Int(rounded), 0) : min(Int(rounded), count - 1)
  }
}
