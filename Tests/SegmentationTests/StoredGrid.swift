import Imaging

/// One patient-space box, stored in all 48 orientations.
enum StoredGrid {
  /// - Parameters:
  ///   - spacing: mm along R, A, S.
  ///   - shape: voxels along R, A, S.
  static func all(of spacing: SIMD3<Double>, shape: Voxel) -> [VoxelGrid] {
    let permutations = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
    // The box runs from -half to +half around the patient's origin.
    let half = SIMD3(Double(shape.x) / 2, Double(shape.y) / 2, Double(shape.z) / 2) * spacing
    return permutations.flatMap { permutation in
      (0..<8).map { flips in
        var columns = [SIMD3<Double>](repeating: .zero, count: 3)
        var origin = SIMD3<Double>.zero
        var stored = Voxel(0, 0, 0)
        for axis in 0..<3 {
          let patient = permutation[axis]
          let sign: Double = flips & (1 << axis) == 0 ? 1 : -1
          columns[axis][patient] = sign * spacing[patient]
          origin[patient] = -sign * (half[patient] - spacing[patient] / 2)
          stored[axis] = shape[patient]
        }
        return VoxelGrid(
          shape: stored,
          affine: Affine(columns: (columns[0], columns[1], columns[2]), translation: origin))
      }
    }
  }
}
