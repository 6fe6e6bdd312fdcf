import Imaging

extension Picture {
  /// Draws the rim of the voxels that the brush covers; where it is too small for a rim, the
  /// cross-hair.
  ///
  /// - Parameter radius: in mm.
  mutating func drawBrush(
    at cursor: Voxel, radius: Double, label: UInt8, grid: VoxelGrid, geometry: SliceGeometry
  ) {
    let disc = RegionOfInterest.disc(
      at: cursor, radiusMillimetres: radius, in: geometry.plane)
    var labels = PixelLabels(geometry: geometry)
    labels.add(Mask(emptyOn: grid).painting(disc, label: label), label: label)
    let middle = geometry.pixel(of: cursor)
    var hasRim = false
    for row in 0..<rows {
      for column in 0..<columns where labels[column, row] != 0 {
        guard labels.isBoundary(column, row), (column, row) != middle else { continue }
        hasRim = true
        let isVertical =
          labels[column - 1, row] != labels[column + 1, row]
          || labels[column - 1, row] == 0
        set(.crosshair(isVertical: isVertical), column: column, row: row)
      }
    }
    if !hasRim { drawCrosshair(at: cursor, geometry: geometry) }
  }
}
