extension Mask {
  /// The connected piece of a lesion that holds a voxel, alone: the voxels of its label that are
  /// reached from it over faces, edges and corners (26 neighbours).
  ///
  /// - Returns: a mask in a box that fits; `nil` when the voxel carries no label.
  public func keepingComponent(at voxel: Voxel) -> Mask? {
    let label = self[voxel]
    guard label != 0, let bounds = bounds(of: label) else { return nil }
    let runs = VoxelRuns(.only(label), in: self, box: bounds, sliceAxis: 2)
    let numbers = runs.pieces(.corners, withinSlices: false).numbers
    let inside = Voxel(
      voxel.x - bounds.lower.x, voxel.y - bounds.lower.y, voxel.z - bounds.lower.z)
    let place = runs.range(row: inside.y, slice: inside.z).first {
      runs.runs[$0].start <= inside.x && inside.x < runs.runs[$0].end
    }
    guard let place else { return nil }
    var result = Mask(emptyOn: grid, box: bounds)
    runs.forEachRun { start, count, run in
      if numbers[run] == numbers[place] { result.set(label, from: start, count: count) }
    }
    return result.trimmed()
  }

  /// How many connected pieces (26 neighbours) a lesion has.
  public func componentCount(of label: UInt8) -> Int {
    guard let bounds = bounds(of: label) else { return 0 }
    return VoxelRuns(.only(label), in: self, box: bounds, sliceAxis: 2)
      .pieces(.corners, withinSlices: false).count
  }
}
