import Imaging

/// A sphere, or an ellipsoid with two equal axes, in patient millimetres on a volume's grid.
struct Spheroid: Sendable {
  /// The voxels that may lie inside: its own, and some around it.
  let box: VoxelBox
  private let grid: VoxelGrid
  /// In RAS mm.
  private let center: SIMD3<Double>
  /// Of length 1, along the axis of rotation.
  private let direction: SIMD3<Double>
  private let squaredRadius: Double
  /// By how much more a distance across the axis counts than one along it, when squared.
  private let flattening: Double

  /// The sphere around a place.
  ///
  /// - Parameters:
  ///   - index: its middle, as continuous voxel indices.
  ///   - radius: in mm.
  init(around index: SIMD3<Double>, radius: Double, on grid: VoxelGrid) {
    self.init(
      index, grid.affine(index), radius: radius, direction: SIMD3(1, 0, 0), flattening: 0, on: grid)
  }

  /// The spheroid whose long axis is a diameter.
  ///
  /// - Parameters:
  ///   - diameter: with different ends.
  ///   - axisRatio: the two other axes divided by this one, above 0 and at most 1; 1 is a sphere.
  init(along diameter: Diameter, axisRatio: Double = 1, on grid: VoxelGrid) {
    precondition(diameter.a != diameter.b, "a diameter has two ends")
    precondition(axisRatio > 0 && axisRatio <= 1, "the diameter is the longest axis")
    let (a, b) = (grid.affine(diameter.a), grid.affine(diameter.b))
    let length = diameter.millimetres(in: grid)
    self.init(
      (diameter.a.center + diameter.b.center) / 2, (a + b) / 2, radius: length / 2,
      direction: (b - a) / length, flattening: 1 / (axisRatio * axisRatio) - 1, on: grid)
  }

  private init(
    _ index: SIMD3<Double>, _ center: SIMD3<Double>, radius: Double, direction: SIMD3<Double>,
    flattening: Double, on grid: VoxelGrid
  ) {
    self.grid = grid
    self.center = center
    self.direction = direction
    self.flattening = flattening
    squaredRadius = radius * radius
    // Planes of equal index are |det| / |u x v| apart, u and v being the two other columns.
    var (lower, upper) = (grid.box.upper, grid.box.lower)
    for axis in 0..<3 {
      let face = grid.affine.column((axis + 1) % 3).cross(grid.affine.column((axis + 2) % 3)).length
      let reach = radius * face / grid.voxelVolume
      let last = Double(grid.shape[axis] - 1)
      lower[axis] = Int(min(max((index[axis] - reach).rounded(.down), 0), last))
      upper[axis] = Int(min(max((index[axis] + reach).rounded(.up), 0), last)) + 1
    }
    box = VoxelBox(lower: lower, upper: upper)
  }

  /// Whether a voxel's centre lies inside; on the surface rounding decides.
  func contains(_ voxel: Voxel) -> Bool {
    let offset = grid.affine(voxel) - center
    let squared = (offset * offset).sum()
    let along = (offset * direction).sum()
    return squared + flattening * (squared - along * along) <= squaredRadius
  }

  /// The voxels whose centres lie inside, x fastest.
  var voxels: [Voxel] {
    var inside: [Voxel] = []
    for z in box.lower.z..<box.upper.z {
      for y in box.lower.y..<box.upper.y {
        for x in box.lower.x..<box.upper.x where contains(Voxel(x, y, z)) {
          inside.append(Voxel(x, y, z))
        }
      }
    }
    return inside
  }

  /// The voxels whose centres lie inside, as label 1.
  var mask: Mask {
    var mask = Mask(emptyOn: grid, box: box)
    for voxel in voxels { mask[voxel] = 1 }
    return mask
  }
}
