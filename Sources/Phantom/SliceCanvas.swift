/// One infinitely thin axial slice of the phantom on which organs are painted, one over the other,
/// in HU.
///
/// An edge is as soft as one pixel is wide (partial volume within the slice); a caller averages
/// canvases at several heights for the thickness of a slice.
struct SliceCanvas {
  let raster: SliceRaster
  /// HU, (y, x).
  var values: [Float]
  /// How much of each pixel the tubes being painted cover; zero between paints.
  private var coverage: [Float]

  init(_ raster: SliceRaster) {
    self.raster = raster
    values = [Float](repeating: HU.air, count: raster.columns * raster.rows)
    coverage = [Float](repeating: 0, count: raster.columns * raster.rows)
  }

  /// Height of the slice in mm.
  var z: Float { raster.z }

  /// Paints what lies inside an implicit surface.
  ///
  /// - Parameters:
  ///   - bounds: no pixel outside is looked at.
  ///   - distance: signed distance in mm at a point, negative inside.
  ///   - hu: the material at a point, in HU.
  @inline(__always)
  mutating func paint(
    in bounds: Bounds, distance: (Point) -> Float, hu: (Point) -> Float
  ) {
    let raster = raster
    values.withUnsafeMutableBufferPointer { values in
      raster.forEachPixel(in: bounds) { offset, point in
        let coverage = raster.covered(distance(point))
        if coverage > 0 {
          values[offset] = Arithmetic.mix(values[offset], hu(point), coverage)
        }
      }
    }
  }

  /// Paints a solid of one material.
  mutating func paint(_ solid: some Solid, inset: Float = 0, hu: Float) {
    paint(in: solid.bounds, distance: { solid.distance($0) + inset }, hu: { _ in hu })
  }

  /// Repaints every pixel from its place and what is there already.
  @inline(__always)
  mutating func paintAll(_ body: (Point, Float) -> Float) {
    let raster = raster
    let everything = Bounds(
      Point(repeating: -.greatestFiniteMagnitude), Point(repeating: .greatestFiniteMagnitude))
    values.withUnsafeMutableBufferPointer { values in
      raster.forEachPixel(in: everything) { offset, point in
        values[offset] = body(point, values[offset])
      }
    }
  }

  /// Paints a network of tubes as one union.
  ///
  /// - Parameters:
  ///   - inset: mm to shrink every radius by (negative: to grow), for walls and shells; tubes
  ///     without any radius left vanish.
  ///   - hu: the material at a point, in HU.
  mutating func paint(_ tubes: TubeNetwork, inset: Float = 0, hu: (Point) -> Float) {
    guard z >= tubes.bounds.lower.z + inset, z <= tubes.bounds.upper.z - inset else { return }
    let raster = raster
    let thinnest = raster.softness
    var touched: Bounds?
    coverage.withUnsafeMutableBufferPointer { coverage in
      for tube in tubes.segments {
        let box = tube.bounds.expanded(by: max(-inset, 0))
        guard raster.z >= box.lower.z, raster.z <= box.upper.z else { continue }
        touched = touched?.union(box) ?? box
        raster.forEachPixel(in: box) { offset, point in
          let (position, axis) = tube.nearest(point)
          let radius = Arithmetic.mix(tube.radiusA, tube.radiusB, position) - inset
          guard radius > 0 else { return }
          // A tube thinner than a pixel is drawn a pixel wide and as much paler.
          let drawn = max(radius, thinnest)
          let share = radius / drawn
          let covered = raster.covered((point - axis).norm - drawn) * share * share
          coverage[offset] = max(coverage[offset], covered)
        }
      }
    }
    guard let touched else { return }
    values.withUnsafeMutableBufferPointer { values in
      coverage.withUnsafeMutableBufferPointer { coverage in
        raster.forEachPixel(in: touched) { offset, point in
          let covered = coverage[offset]
          if covered > 0 {
            values[offset] = Arithmetic.mix(values[offset], hu(point), covered)
            coverage[offset] = 0
          }
        }
      }
    }
  }

  mutating func paint(_ tubes: TubeNetwork, inset: Float = 0, hu: Float) {
    paint(tubes, inset: inset) { _ in hu }
  }
}
