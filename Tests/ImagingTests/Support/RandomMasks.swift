import Imaging

/// Masks by chance on grids of every kind, and the plainest answers about them.
enum RandomMasks {
  /// Anisotropic, oblique and sheared, left-handed, and stored with z first.
  static let grids: [VoxelGrid] = [
    VoxelGrid(shape: Voxel(13, 11, 7), affine: Affine(spacing: SIMD3(0.6, 1.1, 3))),
    VoxelGrid(
      shape: Voxel(12, 10, 8),
      affine: Affine(
        columns: (SIMD3(0.8, 0.5, 0.1), SIMD3(-0.4, 0.7, 0.2), SIMD3(0.1, -0.3, 2.5)),
        translation: SIMD3(-40, 12, 5))),
    VoxelGrid(
      shape: Voxel(6, 12, 11),
      affine: Affine(
        columns: (SIMD3(0, 0, -2), SIMD3(0.9, 0, 0), SIMD3(0, -0.7, 0.1)), translation: .zero)),
    VoxelGrid(
      shape: Voxel(10, 6, 12),
      affine: Affine(
        columns: (SIMD3(0.7, 0, 0), SIMD3(0, 0, 4), SIMD3(0.2, 0.7, 0)), translation: .zero)),
  ]

  static func mask(
    on grid: VoxelGrid, density: Double, labels: Int = 1, seed: UInt64
  ) -> Mask {
    var chance = Chance(seed: seed)
    // A box of its own, away from the grid's corner.
    let box = VoxelBox(
      lower: Voxel(1, 1, 0),
      upper: Voxel(grid.shape.x - 1, grid.shape.y, grid.shape.z - 1))
    var mask = Mask(emptyOn: grid, box: box)
    for voxel in box.voxels where chance.uniform() < density {
      mask[voxel] = UInt8(1 + Int(chance.uniform() * Double(labels)))
    }
    return mask
  }

  /// The voxels that carry a label, by their indices.
  static func voxels(of mask: Mask, label: UInt8? = nil) -> [Voxel: UInt8] {
    var found: [Voxel: UInt8] = [:]
    for voxel in mask.grid.box.voxels {
      let carried = mask[voxel]
      if carried != 0, label == nil || carried == label { found[voxel] = carried }
    }
    return found
  }

  /// Everything that is reached from a voxel in steps that `touch` allows, within a set.
  static func reached(
    from start: Voxel, within set: Set<Voxel>, steps: [Voxel]
  ) -> Set<Voxel> {
    var found: Set<Voxel> = [start]
    var front = [start]
    while let here = front.popLast() {
      for step in steps {
        let next = Voxel(here.x + step.x, here.y + step.y, here.z + step.z)
        if set.contains(next), found.insert(next).inserted { front.append(next) }
      }
    }
    return found
  }

  /// The steps to the neighbours of a voxel.
  static func steps(facesOnly: Bool, within sliceAxis: Int? = nil) -> [Voxel] {
    var steps: [Voxel] = []
    for z in -1...1 {
      for y in -1...1 {
        for x in -1...1 {
          let step = Voxel(x, y, z)
          if let sliceAxis, step[sliceAxis] != 0 { continue }
          let distance = abs(x) + abs(y) + abs(z)
          if distance > 0, !facesOnly || distance == 1 { steps.append(step) }
        }
      }
    }
    return steps
  }

  /// Whether the mask's box is the smallest that holds its labels.
  static func fits(_ mask: Mask) -> Bool {
    let found = VoxelBox(enclosing: voxels(of: mask).keys)
    return found.map { $0 == mask.box } ?? mask.box.isEmpty
  }
}

extension VoxelBox {
  /// All voxels of the box, x fastest.
  var voxels: [Voxel] {
    let shape = shape
    return (0..<count).map {
      Voxel(
        lower.x + $0 % shape.x, lower.y + $0 / shape.x % shape.y,
        lower.z + $0 / (shape.x * shape.y))
    }
  }
}

/// Marsaglia's xorshift: chance that a seed repeats.
struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// Uniform in 0..<1.
  mutating func uniform() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) * 0x1p-53
  }

  mutating func voxel(in box: VoxelBox) -> Voxel {
    let (lower, shape) = (box.lower, box.shape)
    return Voxel(
      lower.x + Int(uniform() * Double(shape.x)), lower.y + Int(uniform() * Double(shape.y)),
      lower.z + Int(uniform() * Double(shape.z)))
  }
}
