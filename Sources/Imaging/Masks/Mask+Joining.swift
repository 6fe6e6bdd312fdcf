extension Mask {
  /// The mask without the voxels that carry a label in another mask of the same grid, in a box that
  /// fits: what keeps lesions apart.
  public func removing(voxelsOf other: Mask) -> Mask {
    let shared = box.intersection(other.box)
    guard !shared.isEmpty else { return trimmed() }
    var result = self
    let runs = VoxelRuns(.anyLesion, in: other, box: shared, sliceAxis: 2)
    runs.forEachRun { start, count, _ in result.set(0, from: start, count: count) }
    return result.trimmed()
  }

  /// Masks of single lesions joined into one label map, in a box that fits them.
  ///
  /// A voxel that several claim goes to the first of them.
  ///
  /// - Parameter grid: the grid of all masks.
  public static func joined(_ masks: [Mask], on grid: VoxelGrid) -> Mask {
    let empty = VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(0, 0, 0))
    let room = masks.reduce(empty) { $1.bounds.map($0.union) ?? $0 }
    var result = Mask(emptyOn: grid, box: room)
    // Last first, so that the first are written over the others.
    for mask in masks.reversed() {
      for label in mask.presentLabels {
        VoxelRuns(.only(label), in: mask, box: result.box, sliceAxis: 2)
          .forEachRun { start, count, _ in result.set(label, from: start, count: count) }
      }
    }
    return result
  }
}
