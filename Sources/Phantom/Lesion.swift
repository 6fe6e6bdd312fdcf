/// A lesion in its place: its shape, cut by the organ that bounds it, and its look.
struct Lesion: Sendable {
  let specification: LesionSpecification
  private let shape: LesionShape
  private let lungs: Lungs
  private let liver: Liver
  private let texture: ValueNoise
  /// Thin strands that run from a spiculated lesion into the lung. They are painted but, as a
  /// reader would leave them out, they are not in the mask.
  private let strands: TubeNetwork

  init(_ specification: LesionSpecification, seed: UInt64, lungs: Lungs, liver: Liver) {
    self.specification = specification
    self.lungs = lungs
    self.liver = liver
    shape = LesionShape(specification, seed: seed)
    texture = ValueNoise(
      seed: seed, part: 5, scale: max(3, specification.equivalentDiameter / 4))
    var random = SplitMix64(seed: seed, part: 6)
    let radius = specification.equivalentDiameter / 2
    strands = TubeNetwork(
      (0..<specification.spicules / 3).flatMap { _ in
        let direction = random.direction()
        let bend = random.direction() * (0.35 * radius)
        let start = specification.center + direction * (0.8 * radius)
        let middle = specification.center + direction * (1.5 * radius) + bend * 0.4
        let end = specification.center + direction * (random.uniform(1.8...2.6) * radius) + bend
        return [RoundCone(start, 0.9, middle, 0.6), RoundCone(middle, 0.6, end, 0.3)]
      })
  }

  var bounds: Bounds { shape.bounds }

  /// Signed distance in mm, negative in the lesion: the truth behind picture and mask.
  func distance(_ point: Point) -> Float {
    let free = shape.distance(point)
    switch specification.organ {
    case .lung: return max(free, lungs.distance(point))
    case .liver: return max(free, liver.distance(point))
    case .mediastinum, .retroperitoneum, .kidney: return free
    }
  }

  func paint(on canvas: inout SliceCanvas) {
    if !strands.segments.isEmpty { canvas.paint(strands, hu: specification.coreHU) }
    canvas.paint(in: bounds, distance: distance) { point in
      let depth = -shape.distance(point)
      let core = Arithmetic.smoothstep(1, 4.5, depth)
      let hu = Arithmetic.mix(specification.rimHU, specification.coreHU, core)
      return hu + 6 * texture(point)
    }
  }
}
