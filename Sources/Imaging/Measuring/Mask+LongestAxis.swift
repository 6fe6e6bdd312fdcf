extension Mask {
  /// The longest diameter of a lesion in any axial slice, with what is longest across it: between
  /// two voxel centres of one connected piece of the slice, never from speck to speck.
  ///
  /// Of equally long ones that in the first slice.
  ///
  /// - Parameter box: holds the label's voxels where it is given, which saves a search for them.
  /// - Returns: `nil` when no voxel carries the label.
  package func longestAxes(of label: UInt8, in box: VoxelBox? = nil) -> SectionAxes? {
    guard label != 0, let box = box ?? bounds(of: label) else { return nil }
    return VoxelRuns(
      .only(label), in: self, box: box, sliceAxis: DisplayPlane(.axial, of: grid).sliceAxis
    ).longestAxes(affine: grid.affine)
  }
}

extension VoxelRuns {
  /// As ``Mask/longestAxes(of:in:)``, for runs within axial slices.
  func longestAxes(affine: Affine) -> SectionAxes? {
    // Slices in order, so that equal lengths resolve the same way every time.
    // An axis runs within one piece of the section, never from speck to speck.
    var longest: (piece: SectionPiece, millimetres: Double)?
    for piece in SectionPiece.pieces(of: self) {
      if let longest,
        piece.longestPossible(affine: affine) < longest.millimetres * (1 - 1e-9)
      {
        continue
      }
      let axis = piece.longAxis(affine: affine)
      let millimetres = affine.distance(axis.a, axis.b)
      if millimetres > longest?.millimetres ?? -1 { longest = (piece, millimetres) }
    }
    return longest?.piece.axes(affine: affine)
  }
}
