/// The stomach with fluid, food and, in front since the patient lies on the back, air.
struct Stomach: Sendable {
  private let body: Body
  private let food: ValueNoise
  private let folds: ValueNoise
  private static let shape = Chain(
    through: [
      (Point(-58, -6, -24), 31), (Point(-62, 16, -52), 29), (Point(-48, 42, -82), 24),
      (Point(-14, 56, -106), 17), (Point(16, 46, -104), 13),
    ], blend: 10)
  /// Height (y) of the surface of the fluid, in mm.
  private static let fluidLevel: Float = 27

  init(seed: UInt64, body: Body) {
    self.body = body
    food = ValueNoise(seed: seed, part: 60, scale: 8)
    folds = ValueNoise(seed: seed, part: 61, scale: 15)
  }

  func paint(on canvas: inout SliceCanvas) {
    let cavity = body.cavity(canvas.z)
    let outer = { [folds] (point: Point) -> Float in
      let clipped = Arithmetic.smoothMaximum(
        Self.shape.distance(point) + 1.2 * folds(point),
        cavity.distance(point.x, point.y) + 4, 5)
      return Arithmetic.smoothMaximum(clipped, Diaphragm.height(above: point) + 4.5, 6)
    }
    let bounds = Self.shape.bounds.expanded(by: 3)
    canvas.paint(in: bounds, distance: outer) { _ in HU.bowelWall }
    // Rugae make the wall uneven on the inside.
    let lumen = { [folds] (point: Point) in outer(point) + 3.6 + 1.6 * folds(point * 1.7) }
    canvas.paint(in: bounds, distance: lumen) { [food] point in
      HU.water + 14 + 26 * food(point) * food(point * 0.4)
    }
    canvas.paint(
      in: bounds, distance: { max(lumen($0), Self.fluidLevel - $0.y) }, hu: { _ in -985 })
  }
}
