import Imaging

extension Picture {
  /// Draws a lesion's diameter where it lies on the slice: the line, and its ends over it.
  mutating func draw(
    _ lesion: Lesion, live: Diameter?, geometry: SliceGeometry, isSelected: Bool
  ) {
    let ink = LesionInk(id: lesion.id, isSelected: isSelected)
    let diameter = live ?? lesion.diameter
    if let diameter, geometry.shows(diameter.a), geometry.shows(diameter.b) {
      line(
        from: geometry.pixel(of: diameter.a), to: geometry.pixel(of: diameter.b),
        ink: .line(ink))
    }
    for place in [lesion.a, lesion.b].compactMap({ $0 }) where geometry.shows(place) {
      let pixel = geometry.pixel(of: place)
      set(.end(ink), column: pixel.column, row: pixel.row)
    }
  }

  /// Draws four arms around the cursor's voxel and leaves the voxel itself to be seen.
  mutating func drawCrosshair(at cursor: Voxel, geometry: SliceGeometry) {
    let pixel = geometry.pixel(of: cursor)
    // At high zoom the arms begin outside the voxel's own pixels.
    let reach = (SIMD2(1, 1) / geometry.voxelsPerPixel / 2).rounded(.down)
    let gap = (
      column: Int(reach.x.clamped(to: 1e6)) + 2, row: Int(reach.y.clamped(to: 1e6)) + 2
    )
    for step in 0..<Self.armLength {
      for sign in [-1, 1] {
        set(
          .crosshair(isVertical: false), column: pixel.column + sign * (gap.column + step),
          row: pixel.row)
        set(
          .crosshair(isVertical: true), column: pixel.column,
          row: pixel.row + sign * (gap.row + step))
      }
    }
  }

  private static var armLength: Int { 2 }
}

extension SliceGeometry {
  /// Whether a voxel is on this slice.
  func shows(_ voxel: Voxel) -> Bool { plane.position(of: voxel).slice == slice }
}
