/// The scanner's table under the patient: a mattress on a carbon-fibre shell filled with foam.
enum ScannerTable {
  static func paint(on canvas: inout SliceCanvas) {
    let z = canvas.z
    let slab = Bounds(Point(-215, -200, z - 1), Point(215, -70, z + 1))
    // Concave: the patient lies in it.
    let top = { (point: Point) in -121.5 + point.x * point.x / 1150 }
    let bottom = { (point: Point) in -176 + point.x * point.x / 1900 }
    func layer(
      _ upper: @escaping (Point) -> Float, _ lower: @escaping (Point) -> Float, width: Float
    ) -> (Point) -> Float {
      { point in max(max(point.y - upper(point), lower(point) - point.y), abs(point.x) - width) }
    }
    canvas.paint(in: slab, distance: layer(top, { top($0) - 7 }, width: 195)) { _ in -890 }
    canvas.paint(in: slab, distance: layer({ top($0) - 7 }, bottom, width: 205)) { _ in -120 }
    canvas.paint(
      in: slab, distance: layer({ top($0) - 9.4 }, { bottom($0) + 2.4 }, width: 203)
    ) { _ in -955 }
  }
}
