import Imaging

extension Diameter {
  /// The RECIST diameter that a true mask implies: in the axial slice in which the label has the
  /// most voxels (the first of equals by index), the two of them whose centres lie farthest apart.
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
    self.init(longestOf: voxels, affine: mask.grid.affine)
  }
}
