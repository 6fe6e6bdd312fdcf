extension DisplayPlane {
  /// The displayed slices of a slab: as many as come nearest to a thickness, an odd number so that
  /// the slab lies evenly about its middle slice, and of two that are as near the thicker. Cut where
  /// the volume ends.
  ///
  /// - Parameters:
  ///   - slice: the middle, in display counting; the nearest one when there is no such slice.
  ///   - thickness: in mm across the slices; what is no length is the one slice.
  ///   - grid: that of the plane.
  public func slab(
    around slice: Int, thicknessMillimetres thickness: Double, on grid: VoxelGrid
  ) -> ClosedRange<Int> {
    let middle = min(max(slice, 0), slices - 1)
    // The distance between slices, which on a sheared grid is less than a step.
    let area = grid.affine.column(columnAxis).cross(grid.affine.column(rowAxis)).length
    let beside = ((thickness * area / grid.voxelVolume - 1) / 2).rounded()
    guard beside >= 1 else { return middle...middle }
    let reach = Int(min(beside, Double(slices)))
    return max(0, middle - reach)...min(slices - 1, middle + reach)
  }
}
