import Imaging

extension Diameter {
  /// The RECIST diameter that a true mask implies: in the axial slice in which the label has the
  /// most voxels (the first of equals by index), the two of them whose centres lie farthest apart.
  ///
  /// Of pairs equally far apart, to rounding, the first one by the indices x, y, z of its first and
  /// then of its second end. Distances go through the affine.
  ///
  /// - Returns: `nil` when no voxel carries the label; a diameter whose ends are one voxel when its
  ///   largest section is a single voxel.
  package init?(ofLargestSectionOf label: UInt8, in mask: Mask) {
    let plane = DisplayPlane(.axial, of: mask.grid)
    var sections: [Int: [Voxel]] = [:]
    mask.forEachLabelled { voxel, found in
      if found == label { sections[voxel[plane.sliceAxis], default: []].append(voxel) }
    }
    let largest = sections.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    guard let voxels = largest?.value else { return nil }

    let ends = Self.lineEnds(of: voxels, along: plane.rowAxis)
    var longest = (diameter: Diameter(ends[0], ends[0]), squared: 0.0)
    for (index, first) in ends.enumerated() {
      for second in ends[(index + 1)...] {
        let offset = mask.grid.affine.vector(first.center - second.center)
        let squared = (offset * offset).sum()
        if squared > longest.squared * (1 + 1e-9) {
          longest = (Diameter(first, second), squared)
        }
      }
    }
    self = longest.diameter
  }

  /// The first and the last voxel of each line along an axis, sorted by x, y, z. No voxel between
  /// two others can be the end of a longest distance.
  private static func lineEnds(of voxels: [Voxel], along axis: Int) -> [Voxel] {
    var lines: [Voxel: VoxelBox] = [:]
    for voxel in voxels {
      var line = voxel
      line[axis] = 0
      let own = VoxelBox(lower: voxel, upper: Voxel(voxel.x + 1, voxel.y + 1, voxel.z + 1))
      lines[line] = lines[line]?.union(own) ?? own
    }
    let ends = lines.values.flatMap { line in
      let last = Voxel(line.upper.x - 1, line.upper.y - 1, line.upper.z - 1)
      return line.lower == last ? [last] : [line.lower, last]
    }
    return ends.sorted { ($0.x, $0.y, $0.z) < ($1.x, $1.y, $1.z) }
  }
}
