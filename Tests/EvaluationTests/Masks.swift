import Imaging

/// Small masks for tests, from voxels, formulae or chance.
enum Masks {
  static func grid(_ shape: Voxel, spacing: SIMD3<Double>) -> VoxelGrid {
    VoxelGrid(shape: shape, affine: Affine(spacing: spacing))
  }

  /// The voxels of a grid that `inside` names, kept in a box as large as the grid.
  static func mask(
    on grid: VoxelGrid, label: UInt8 = 1, where inside: (Voxel) -> Bool
  ) -> Mask {
    var mask = Mask(emptyOn: grid, box: grid.box)
    for z in 0..<grid.shape.z {
      for y in 0..<grid.shape.y {
        for x in 0..<grid.shape.x where inside(Voxel(x, y, z)) { mask[Voxel(x, y, z)] = label }
      }
    }
    return mask
  }

  /// A ball in mm with some voxels changed by chance; `seed` alone decides.
  static func roughBall(
    on grid: VoxelGrid, center: SIMD3<Double>, radius: Double, noise: Double = 0.03, seed: UInt64
  ) -> Mask {
    var generator = Xorshift(seed: seed)
    return mask(on: grid) { voxel in
      let inside = grid.affine.vector(voxel.center - center).length <= radius
      return inside != (generator.uniform() < noise)
    }
  }

  /// The mask with its axes exchanged (`axes[i]` of the old becomes `i`) and those of `flipped`
  /// turned round.
  static func turned(_ mask: Mask, axes: [Int], flipped: Set<Int>) -> Mask {
    let shape = mask.grid.shape
    let spacing = mask.grid.spacing
    let turned = grid(
      Voxel(shape[axes[0]], shape[axes[1]], shape[axes[2]]),
      spacing: SIMD3(spacing[axes[0]], spacing[axes[1]], spacing[axes[2]]))
    return Self.mask(on: turned) { voxel in
      var old = Voxel(0, 0, 0)
      for (new, axis) in axes.enumerated() {
        old[axis] =
          flipped.contains(axis) ? shape[axis] - 1 - voxel[new] : voxel[new]
      }
      return mask[old] == 1
    }
  }
}

/// Marsaglia's xorshift: chance that a seed repeats.
struct Xorshift {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// Uniform in 0..<1.
  mutating func uniform() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) * 0x1p-53
  }
}
