import Imaging

/// A small patient in RAS mm: a trunk with lungs, spine and a bright lesion on the patient's left.
enum Patient {
  static let lesionCentre = SIMD3<Double>(-18, 4, 0)
  static let lesionRadius = 8.0

  /// Attenuation at a place, in HU.
  static func hounsfield(at place: SIMD3<Double>) -> Int16 {
    if inEllipsoid(place, lesionCentre, SIMD3(repeating: lesionRadius)) { return 160 }
    if inEllipsoid(place, SIMD3(0, -22, 0), SIMD3(6, 6, 100)) { return 700 }
    if inEllipsoid(place, SIMD3(16, 2, 0), SIMD3(10, 14, 30)) { return -850 }
    // Only the right side has a tube in front, so that no two corners of the picture are alike.
    if inEllipsoid(place, SIMD3(10, 24, 0), SIMD3(3, 3, 100)) { return 300 }
    if inEllipsoid(place, .zero, SIMD3(40, 32, 80)) { return 40 }
    return -1000
  }

  static func isLesion(_ place: SIMD3<Double>) -> Bool {
    inEllipsoid(place, lesionCentre, SIMD3(repeating: lesionRadius))
  }

  private static func inEllipsoid(
    _ place: SIMD3<Double>, _ centre: SIMD3<Double>, _ radii: SIMD3<Double>
  ) -> Bool {
    let offset = (place - centre) / radii
    return (offset * offset).sum() <= 1
  }

  /// The patient on a grid.
  static func volume(on grid: VoxelGrid) -> Volume {
    Volume(grid: grid, voxels: voxels(of: grid).map { hounsfield(at: grid.affine($0)) })
  }

  /// The true lesion on a grid, as lesion `label`.
  static func mask(on grid: VoxelGrid, label: UInt8 = 1) -> Mask {
    Mask(
      grid: grid, box: grid.box,
      labels: voxels(of: grid).map { isLesion(grid.affine($0)) ? label : 0 })
  }

  static func voxels(of grid: VoxelGrid) -> [Voxel] {
    (0..<grid.count).map {
      Voxel(
        $0 % grid.shape.x, $0 / grid.shape.x % grid.shape.y, $0 / grid.shape.x / grid.shape.y)
    }
  }

  /// A grid as scanners store it: x to the patient's left, y to the back, slices from the feet.
  static let grid = VoxelGrid(
    shape: Voxel(96, 80, 24),
    affine: Affine(
      columns: (SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 3)),
      translation: SIMD3(47.5, 39.5, -36)))

  /// The patient in one of the 48 orientations: voxel axis `i` runs along patient axis `axes[i]`,
  /// forwards or not. Odd shapes put the middle voxel at the same place in all of them.
  static func grid(axes: [Int], forward: [Bool]) -> VoxelGrid {
    let counts = [47, 39, 9]
    let spacing = [2.0, 2.0, 5.0]
    var columns = [SIMD3<Double>](repeating: .zero, count: 3)
    var translation = SIMD3<Double>.zero
    for axis in 0..<3 {
      let patient = axes[axis]
      let step = forward[axis] ? spacing[patient] : -spacing[patient]
      columns[axis][patient] = step
      translation[patient] = -step * Double(counts[patient] / 2)
    }
    return VoxelGrid(
      shape: Voxel(counts[axes[0]], counts[axes[1]], counts[axes[2]]),
      affine: Affine(columns: (columns[0], columns[1], columns[2]), translation: translation))
  }

  static let orientations: [(axes: [Int], forward: [Bool])] = {
    let permutations = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    return permutations.flatMap { axes in
      (0..<8).map { bits in (axes, (0..<3).map { bits >> $0 & 1 == 1 }) }
    }
  }()
}
