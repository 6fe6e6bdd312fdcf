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
