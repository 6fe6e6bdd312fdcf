import Imaging

/// Region growing inside the sphere whose diameter is the RECIST axis.
///
/// The seed is the voxel nearest to the diameter's middle. The reference value is the mean over the
/// finite voxels whose centres lie within ``coreRadius`` of the middle, and the seed's. The region
/// is the seed and all voxels of the sphere that are joined to it at faces, edges or corners by
/// voxels whose values lie within ``band`` of the reference value, bounds included.
struct RegionGrowing: Sendable {
  /// In mm.
  static let coreRadius = 2.0
  /// To either side, in HU.
  static let band = 150.0

  private let sphere: Spheroid
  private let core: Spheroid
  private let seed: Voxel
  private let grid: VoxelGrid

  /// - Parameter diameter: with different ends, inside the grid.
  init(from diameter: Diameter, on grid: VoxelGrid) {
    let middle = (diameter.a.center + diameter.b.center) / 2
    self.grid = grid
    sphere = Spheroid(along: diameter, on: grid)
    core = Spheroid(around: middle, radius: Self.coreRadius, on: grid)
    seed = grid.clamped(
      Voxel(Int(middle.x.rounded()), Int(middle.y.rounded()), Int(middle.z.rounded())))
  }

  /// The voxels that growing reads.
  var box: VoxelBox { sphere.box.union(core.box) }

  /// The region as label 1.
  ///
  /// - Parameter volume: in HU, with at least the voxels of ``box``.
  func mask(in volume: Volume) -> Mask {
    let coreVoxels = core.voxels.filter { $0 != seed } + [seed]
    let values = coreVoxels.map { volume[$0] }.filter(\.isFinite)
    let reference = values.reduce(0, +) / Double(values.count)
    var mask = Mask(emptyOn: grid, box: sphere.box)
    mask[seed] = 1
    var front = [seed]
    while let here = front.popLast() {
      for voxel in here.neighbours
      where sphere.box.contains(voxel) && mask[voxel] == 0 && sphere.contains(voxel)
        // Never true of NaN: neither of a voxel nor where no value of the core is finite.
        && abs(volume[voxel] - reference) <= Self.band
      {
        mask[voxel] = 1
        front.append(voxel)
      }
    }
    return mask
  }
}

extension Voxel {
  /// The 27 voxels that share a face, an edge or a corner with this one, itself among them.
  fileprivate var neighbours: [Voxel] {
    (-1...1).flatMap { dz in
      (-1...1).flatMap { dy in (-1...1).map { dx in Voxel(x + dx, y + dy, z + dz) } }
    }
  }
}
