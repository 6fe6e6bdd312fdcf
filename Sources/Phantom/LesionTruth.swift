import Imaging

/// Samples the lesions' implicit functions on the grid: masks, volumes and RECIST diameters.
struct LesionTruth {
  let acquisition: Acquisition

  /// Labels follow the order of `lesions`; where two overlap the later one, which is painted over
  /// the earlier, has the voxel.
  func find(_ lesions: [Lesion]) throws -> (Mask, [PhantomLesion]) {
    let grid = acquisition.grid
    let boxes = lesions.map { voxelBox(around: $0.bounds) }
    let empty = VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(0, 0, 0))
    var mask = Mask(emptyOn: grid, box: boxes.reduce(empty) { $0.union($1) })
    for (index, (lesion, box)) in zip(lesions, boxes).enumerated() where !box.isEmpty {
      for z in box.lower.z..<box.upper.z {
        for y in box.lower.y..<box.upper.y {
          for x in box.lower.x..<box.upper.x {
            let voxel = Voxel(x, y, z)
            if lesion.distance(acquisition.point(voxel)) < 0 { mask[voxel] = UInt8(index + 1) }
          }
        }
      }
    }
    var slices = [[Int: [Voxel]]](repeating: [:], count: lesions.count)
    mask.forEachLabelled { voxel, label in
      slices[Int(label) - 1][voxel.z, default: []].append(voxel)
    }
    let truths = try lesions.indices.map { index in
      let specification = lesions[index].specification
      guard let diameter = longAxis(of: slices[index]) else {
        throw PhantomError.lesionOutsideFieldOfView(specification.name)
      }
      let voxels = slices[index].values.reduce(0) { $0 + $1.count }
      return PhantomLesion(
        label: UInt8(index + 1), name: specification.name, organ: specification.organ,
        diameter: diameter, volumeMillilitres: Double(voxels) * grid.voxelVolume / 1000,
        voxels: voxels)
    }
    return (mask, truths)
  }

  /// The farthest pair of voxels in the slice with the largest area; of equals, the first slice.
  private func longAxis(of slices: [Int: [Voxel]]) -> Diameter? {
    guard let largest = slices.values.map(\.count).max(),
      let z = slices.keys.filter({ slices[$0]?.count == largest }).min(),
      let voxels = slices[z]
    else { return nil }
    // The ends of a longest chord are first or last of their row.
    var ends: [Voxel] = []
    for (_, row) in Dictionary(grouping: voxels, by: \.y).sorted(by: { $0.key < $1.key }) {
      if let first = row.min(by: { $0.x < $1.x }), let last = row.max(by: { $0.x < $1.x }) {
        ends += [first, last]
      }
    }
    var best = Diameter(ends[0], ends[0])
    var bestLength = -1.0
    for (i, a) in ends.enumerated() {
      for b in ends[i...] {
        let length = acquisition.grid.affine.distance(a, b)
        if length > bestLength {
          best = Diameter(a, b)
          bestLength = length
        }
      }
    }
    return best
  }

  private func voxelBox(around bounds: Bounds) -> VoxelBox {
    let grid = acquisition.grid
    let origin = acquisition.point(Voxel(0, 0, 0))
    let spacing = SIMD3<Float>(grid.spacing)
    // Along x and y voxel indices grow as mm fall.
    let a = (origin - bounds.upper) / spacing
    let b = (origin - bounds.lower) / spacing
    func index(_ value: Float, _ rule: FloatingPointRoundingRule) -> Int {
      Int(Arithmetic.clamp(value.rounded(rule), -1e6, 1e6))
    }
    let box = VoxelBox(
      lower: Voxel(index(a.x, .down), index(a.y, .down), index(-b.z, .down)),
      upper: Voxel(index(b.x, .up) + 1, index(b.y, .up) + 1, index(-a.z, .up) + 1))
    return grid.box.intersection(box)
  }
}
