extension Mask {
  /// Each label's voxels as a mask of its own, in the smallest box around them.
  public func byLabel() -> [Int: Mask] {
    var bounds: [VoxelBox?] = Array(repeating: nil, count: 256)
    forEachLabelled { voxel, label in
      let one = VoxelBox(
        lower: voxel, upper: Voxel(voxel.x + 1, voxel.y + 1, voxel.z + 1))
      bounds[Int(label)] = bounds[Int(label)]?.union(one) ?? one
    }
    var masks: [Int: Mask] = [:]
    for (label, box) in bounds.enumerated() {
      guard let box else { continue }
      masks[label] = Mask(
        grid: grid, box: box, labels: labels(in: box).map { $0 == label ? $0 : 0 })
    }
    return masks
  }

  /// Several masks of one grid as one label map; where they meet the last one counts.
  public init(joining masks: [Mask], on grid: VoxelGrid) {
    let empty = VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(0, 0, 0))
    self.init(emptyOn: grid, box: masks.reduce(empty) { $0.union($1.box) })
    for mask in masks { mask.forEachLabelled { self[$0] = $1 } }
  }

  /// Takes away the voxels that carry a label in another mask.
  public mutating func clear(where other: Mask) {
    guard !box.intersection(other.box).isEmpty else { return }
    other.forEachLabelled { voxel, _ in
      if self[voxel] != 0 { self[voxel] = 0 }
    }
  }

  /// The labels of a box inside this mask's, x fastest.
  private func labels(in part: VoxelBox) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(part.count)
    for z in part.lower.z..<part.upper.z {
      for y in part.lower.y..<part.upper.y {
        for x in part.lower.x..<part.upper.x { result.append(self[Voxel(x, y, z)]) }
      }
    }
    return result
  }
}
