extension Mask {
  /// The long and the short axis of a lesion's section in the axial slice of a diameter: of the
  /// connected piece that the diameter runs through farthest.
  ///
  /// - Parameter rough: a diameter in one axial slice; its ends need not lie in the lesion.
  /// - Returns: `nil` when it runs through no voxel of the lesion.
  public func axes(of label: UInt8, near rough: Diameter) -> SectionAxes? {
    section(of: label, at: rough)?.axes(affine: grid.affine)
  }

  /// As ``axes(of:near:)``, with the diameter itself for the long axis and for the short axis what is
  /// longest across it.
  public func axes(of label: UInt8, across longAxis: Diameter) -> SectionAxes? {
    guard let piece = section(of: label, at: longAxis) else { return nil }
    let short = piece.extent(across: longAxis, affine: grid.affine)
    return SectionAxes(
      longAxis: longAxis, longMillimetres: longAxis.millimetres(in: grid),
      shortAxis: short?.ends, shortMillimetres: short?.millimetres ?? 0)
  }

  /// The first of the pieces with the most voxels of a line.
  private func section(of label: UInt8, at line: Diameter) -> SectionPiece? {
    let axis = DisplayPlane(.axial, of: grid).sliceAxis
    guard label != 0, line.a[axis] == line.b[axis], grid.contains(line.a), grid.contains(line.b)
    else { return nil }
    var slice = box
    slice.lower[axis] = line.a[axis]
    slice.upper[axis] = line.a[axis] + 1
    let pieces = SectionPiece.pieces(
      of: VoxelRuns(.only(label), in: self, box: slice, sliceAxis: axis))
    let voxels = line.voxels.filter { self[$0] == label }
    var best: (piece: SectionPiece, voxels: Int)?
    for piece in pieces {
      let count = voxels.count { piece.contains($0) }
      if count > best?.voxels ?? 0 { best = (piece, count) }
    }
    return best?.piece
  }
}
