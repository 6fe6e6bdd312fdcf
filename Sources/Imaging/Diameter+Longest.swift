extension Diameter {
  /// The two voxels whose centres lie farthest apart, by distances through the affine.
  ///
  /// Of pairs equally far apart, to rounding, the first one by the indices x, y, z of its first and
  /// then of its second end; a single voxel is both ends.
  ///
  /// - Parameter voxels: at least one.
  package init(longestOf voxels: [Voxel], affine: Affine) {
    let ends = voxels.lineEnds
    var longest = (diameter: Diameter(ends[0], ends[0]), squared: 0.0)
    for (index, first) in ends.enumerated() {
      for second in ends[(index + 1)...] {
        let offset = affine.vector(first.center - second.center)
        let squared = (offset * offset).sum()
        if squared > longest.squared * (1 + 1e-9) {
          longest = (Diameter(first, second), squared)
        }
      }
    }
    self = longest.diameter
  }
}

extension [Voxel] {
  /// The first and the last voxel of each line along the longest side of the box around them, sorted
  /// by x, y, z. No voxel between two others is a corner of the convex hull, so these few hold the
  /// ends of every longest distance.
  package var lineEnds: [Voxel] {
    guard let shape = VoxelBox(enclosing: self)?.shape else { return [] }
    let axis = [0, 1, 2].max { shape[$0] < shape[$1] }!
    var lines: [Voxel: (Voxel, Voxel)] = [:]
    for voxel in self {
      var line = voxel
      line[axis] = 0
      guard let (first, last) = lines[line] else {
        lines[line] = (voxel, voxel)
        continue
      }
      if voxel[axis] < first[axis] { lines[line] = (voxel, last) }
      if voxel[axis] > last[axis] { lines[line] = (first, voxel) }
    }
    let ends = lines.values.flatMap { $0.0 == $0.1 ? [$0.0] : [$0.0, $0.1] }
    return ends.sorted { ($0.x, $0.y, $0.z) < ($1.x, $1.y, $1.z) }
  }
}
