import Imaging

extension Picture {
  /// Draws a lesion's diameter and short axis where they lie on the slice: the lines, and the
  /// diameter's ends over them.
  mutating func draw(
    _ lesion: Lesion, live: Diameter?, liveShortAxis: Diameter? = nil, geometry: SliceGeometry,
    isSelected: Bool
  ) {
    let ink = LesionInk(id: lesion.id, isSelected: isSelected)
    let diameter = live ?? lesion.diameter
    if let diameter, geometry.shows(diameter.a), geometry.shows(diameter.b) {
      line(
        from: geometry.pixel(of: diameter.a), to: geometry.pixel(of: diameter.b),
        ink: .line(ink))
    }
    if let diameter { drawCrossing(of: diameter, ink: .line(ink), geometry: geometry) }
    if let short = liveShortAxis ?? lesion.shortAxis, geometry.shows(short.a),
      geometry.shows(short.b)
    {
      line(
        from: geometry.pixel(of: short.a), to: geometry.pixel(of: short.b), ink: .line(ink))
      for place in [short.a, short.b] where liveShortAxis != nil {
        let pixel = geometry.pixel(of: place)
        set(.end(ink), column: pixel.column, row: pixel.row)
      }
    }
    for place in [lesion.a, lesion.b].compactMap({ $0 }) where geometry.shows(place) {
      let pixel = geometry.pixel(of: place)
      set(.end(ink), column: pixel.column, row: pixel.row)
    }
  }

  /// Where a diameter runs through a slice of another plane, a point of it is seen.
  private mutating func drawCrossing(of diameter: Diameter, ink: Ink, geometry: SliceGeometry) {
    guard let point = geometry.crossing(of: diameter) else { return }
    set(
      ink, column: Int(point.x.rounded(.down).clamped(to: 1e6)),
      row: Int(point.y.rounded(.down).clamped(to: 1e6)))
  }

  /// Draws four arms around the cursor's voxel and leaves the voxel itself to be seen.
  ///
  /// - Parameter isWhole: whether dotted lines go on to the picture's edges, which show where the
  ///   slices of other panes lie.
  mutating func drawCrosshair(at cursor: Voxel, geometry: SliceGeometry, isWhole: Bool = false) {
    let pixel = geometry.pixel(of: cursor)
    // At high zoom the arms begin outside the voxel's own pixels.
    let reach = (SIMD2(1, 1) / geometry.voxelsPerPixel / 2).rounded(.down)
    let gap = (
      column: Int(reach.x.clamped(to: 1e6)) + 2, row: Int(reach.y.clamped(to: 1e6)) + 2
    )
    let longest = isWhole ? max(columns, rows) : Self.armLength
    for step in 0..<longest where step < Self.armLength || step % Self.dotDistance == 0 {
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
  /// Three of four pixels under a whole line still show what they measure.
  private static var dotDistance: Int { 4 }

  /// Draws the rim of a disc around the cursor.
  mutating func drawRim(of disc: SliceDisc, around cursor: Voxel, geometry: SliceGeometry) {
    let centre = geometry.position(of: cursor)
    func contains(_ column: Int, _ row: Int) -> Bool {
      let pixel = SIMD2(Double(column), Double(row)) + 0.5
      return disc.contains(geometry.origin + pixel * geometry.voxelsPerPixel - centre)
    }
    let middle = geometry.pixel(of: cursor)
    let reach = SIMD2(Double(disc.reach.x), Double(disc.reach.y)) / geometry.voxelsPerPixel
    let (across, down) = (Int(reach.x.clamped(to: 1e4)) + 1, Int(reach.y.clamped(to: 1e4)) + 1)
    let seenColumns =
      max(
        0, middle.column - across)..<max(
        0, min(columns, middle.column + across + 1))
    let seenRows = max(0, middle.row - down)..<max(0, min(rows, middle.row + down + 1))
    for row in seenRows {
      for column in seenColumns where contains(column, row) {
        let isSide = !contains(column - 1, row) || !contains(column + 1, row)
        let isEnd = !contains(column, row - 1) || !contains(column, row + 1)
        // A disc that is lost in one pixel leaves it to be seen.
        guard isSide || isEnd, column != middle.column || row != middle.row else { continue }
        set(.crosshair(isVertical: isSide), column: column, row: row)
      }
    }
  }
}

extension SliceGeometry {
  /// Where a diameter runs through the slice, in pixels; `nil` where it lies in it or beside it.
  func crossing(of diameter: Diameter) -> SIMD2<Double>? {
    let a = plane.position(of: diameter.a).slice
    let b = plane.position(of: diameter.b).slice
    guard min(a, b) < slice, slice < max(a, b) else { return nil }
    let share = Double(slice - a) / Double(b - a)
    let start = point(of: diameter.a)
    return start + (point(of: diameter.b) - start) * share
  }

  /// Whether a voxel is on this slice.
  func shows(_ voxel: Voxel) -> Bool { plane.position(of: voxel).slice == slice }
}
