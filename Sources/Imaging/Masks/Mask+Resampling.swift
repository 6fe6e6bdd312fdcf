extension Mask {
  /// The labels at the places of another grid's voxels: each takes the label of the nearest voxel of
  /// this mask in patient space, and none where there is no voxel within half a step.
  ///
  /// Returns `nil` where an affine cannot be inverted.
  public func resampled(onto target: VoxelGrid) -> Mask? {
    guard grid.affine.voxelIndex(ofMillimetres: .zero) != nil,
      let box = target.box(around: box, of: grid)
    else { return nil }
    var result = Mask(emptyOn: target, box: box)
    let inside = result.box
    for z in inside.lower.z..<inside.upper.z {
      for y in inside.lower.y..<inside.upper.y {
        for x in inside.lower.x..<inside.upper.x {
          let voxel = Voxel(x, y, z)
          let label = self[grid.nearestVoxel(to: target.affine(voxel))]
          if label != 0 { result[voxel] = label }
        }
      }
    }
    return result
  }
}

extension VoxelGrid {
  /// This grid's voxels around a box of another grid; `nil` where the affine cannot be inverted.
  fileprivate func box(around box: VoxelBox, of other: VoxelGrid) -> VoxelBox? {
    var corners: [Voxel] = []
    for corner in 0..<8 {
      let voxel = SIMD3(
        Double(corner & 1 == 0 ? box.lower.x : box.upper.x) - 0.5,
        Double(corner & 2 == 0 ? box.lower.y : box.upper.y) - 0.5,
        Double(corner & 4 == 0 ? box.lower.z : box.upper.z) - 0.5)
      guard affine.voxelIndex(ofMillimetres: other.affine(voxel)) != nil else { return nil }
      corners.append(nearestVoxel(to: other.affine(voxel)))
    }
    // Rounding may leave out one voxel at each side.
    return VoxelBox(enclosing: corners)?.expanded(by: 1)
  }
}
