extension Diameter {
  /// A line across this one, as RECIST 1.1 wants a short axis: from one end, towards where another
  /// was proposed, perpendicular as nearly as voxels allow.
  ///
  /// The second end is, of the nine voxels around the place on the perpendicular that is as far across
  /// as the proposal, the nearest to that place that is at most half a step of the coarser axis of the
  /// slice off the perpendicular. Only where the grid ends may it be farther off.
  ///
  /// - Parameters:
  ///   - first: the end that stays, in the slice that the line is drawn in.
  ///   - proposed: where the other end was put; its slice is ignored.
  ///   - plane: the plane of the slice; axial for RECIST.
  /// - Returns: the line from `first`; with equal ends where the proposal has no length across, and
  ///   to the proposal where this diameter has no length.
  public func perpendicular(
    from first: Voxel, towards proposed: Voxel, in plane: DisplayPlane, on grid: VoxelGrid
  ) -> Diameter {
    let affine = grid.affine
    let first = grid.clamped(first)
    var second = grid.clamped(proposed)
    second[plane.sliceAxis] = first[plane.sliceAxis]
    let steps = (affine.column(plane.columnAxis), affine.column(plane.rowAxis))
    guard
      let directions = PlanarDirections(
        along: self, right: steps.0, down: steps.1, affine: affine),
      let foot = affine.footIndex(
        of: second, across: directions.across, from: first, steps: steps, plane: plane)
    else { return Diameter(first, second) }

    // The line from `first` to the foot, cut where the grid ends.
    var fraction = 1.0
    for (axis, step) in [(plane.columnAxis, foot.0), (plane.rowAxis, foot.1)] where step != 0 {
      let room = step > 0 ? grid.shape[axis] - 1 - first[axis] : -first[axis]
      fraction = min(fraction, Double(room) / step)
    }
    let (column, row) = ((foot.0 * fraction).rounded(), (foot.1 * fraction).rounded())
    let target = steps.0 * foot.0 * fraction + steps.1 * foot.1 * fraction
    // Among the nine voxels around the foot there is one on each side of the perpendicular, and the
    // one that is nearest to it is at most half a step off. Of those that are as straight as that, the
    // length decides: it is what is measured.
    let halfStep = max(steps.0.length, steps.1.length) / 2 + 1e-9
    var best: (voxel: Voxel, excess: Double, distance: Double)?
    for down in -1...1 {
      for right in -1...1 {
        var voxel = first
        voxel[plane.columnAxis] += Int(column) + right
        voxel[plane.rowAxis] += Int(row) + down
        guard grid.contains(voxel) else { continue }
        let offset = affine.vector(voxel.center - first.center)
        let excess = max(0, abs((offset * directions.along).sum()) - halfStep)
        let distance = (offset - target).length
        if let known = best, (known.excess, known.distance) <= (excess, distance + 1e-9) {
          continue
        }
        best = (voxel, excess, distance)
      }
    }
    return Diameter(first, best?.voxel ?? second)
  }
}

extension Affine {
  /// The foot of a voxel on the line from `first` along `across`: its offset from `first` in columns
  /// and rows.
  fileprivate func footIndex(
    of voxel: Voxel, across: SIMD3<Double>, from first: Voxel,
    steps: (SIMD3<Double>, SIMD3<Double>), plane: DisplayPlane
  ) -> (Double, Double)? {
    let height = (vector(voxel.center - first.center) * across).sum()
    // across = u right + v down, by the normal equations.
    let (right, down) = steps
    let (rr, rd, dd) = ((right * right).sum(), (right * down).sum(), (down * down).sum())
    let (r, d) = ((right * across).sum(), (down * across).sum())
    let determinant = rr * dd - rd * rd
    guard determinant > 0, determinant.isFinite, height.isFinite else { return nil }
    return (
      height * (r * dd - d * rd) / determinant, height * (d * rr - r * rd) / determinant
    )
  }
}
