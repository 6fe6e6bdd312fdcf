import Imaging

extension SlicePane {
  /// Diameters that lie on the slice: the line, a bar across each end, and "A" and "B" at the
  /// selected lesion's ends or its number at another's; the short axis; and a dot where a diameter
  /// runs through a slice of another plane.
  func drawDiameters(on image: inout ViewImage) {
    let selected = state.selectedLesion.map { [$0] } ?? []
    for lesion in state.work.lesions.filter({ $0.id != state.selected }) + selected {
      let isSelected = lesion.id == state.selected
      let diameter = (isSelected ? state.liveDiameter : nil) ?? lesion.diameter
      if let diameter, geometry.shows(diameter.a), geometry.shows(diameter.b) {
        image.rimmedLine(
          from: point(of: diameter.a), to: point(of: diameter.b), width: lineWidth,
          color: color(of: lesion.id), in: rect)
      }
      if let diameter { drawCrossing(of: diameter, lesion, on: &image) }
      let short = (isSelected ? state.liveShortAxis : nil) ?? lesion.shortAxis
      if let short, geometry.shows(short.a), geometry.shows(short.b) {
        image.rimmedLine(
          from: point(of: short.a), to: point(of: short.b), width: lineWidth,
          color: color(of: lesion.id), in: rect)
      }
      for end in [LesionEnd.a, .b] {
        guard let place = lesion[end], geometry.shows(place) else { continue }
        let other = lesion[end.other] ?? (isSelected ? state.cursor : place)
        drawEnd(at: point(of: place), awayFrom: point(of: other), lesion, on: &image)
        let text = isSelected ? end.letter : end == .a || lesion.a == nil ? "\(lesion.id)" : ""
        drawLetter(
          text, at: point(of: place), awayFrom: point(of: other), lesion, on: &image)
      }
    }
  }

  private func drawCrossing(of diameter: Diameter, _ lesion: Lesion, on image: inout ViewImage) {
    guard let point = geometry.crossing(of: diameter) else { return }
    let place = point + SIMD2(Double(rect.column), Double(rect.row))
    image.rimmedLine(
      from: place, to: place, width: lineWidth * 3, color: color(of: lesion.id), in: rect)
  }

  /// Four arms around the cursor's voxel, which itself stays to be seen; among three panes fine lines
  /// go on to the edges, which show where the other panes' slices lie.
  func drawCrosshair(on image: inout ViewImage) {
    let centre = point(of: state.cursor)
    let gap = SIMD2(repeating: Double(3 * unit)) + 0.5 / geometry.voxelsPerPixel
    let length = Double(8 * unit)
    for sign in [-1.0, 1.0] {
      for direction in [SIMD2(sign, 0), SIMD2(0, sign)] {
        image.rimmedLine(
          from: centre + direction * gap, to: centre + direction * (gap + length),
          width: lineWidth, color: RGBColor(Theme(colors: .palette256).crosshair), in: rect)
        guard isOneOfThree else { continue }
        let farthest = Double(max(rect.columns, rect.rows))
        image.line(
          from: centre + direction * (gap + length), to: centre + direction * farthest,
          width: lineWidth / 2, color: RGBColor(Theme(colors: .palette256).crosshair),
          opacity: 0.5, in: rect)
      }
    }
  }

  private var lineWidth: Double { Double(unit) * 0.75 }

  /// In the whole picture's pixels.
  private func point(of voxel: Voxel) -> SIMD2<Double> {
    geometry.point(of: voxel) + SIMD2(Double(rect.column), Double(rect.row))
  }

  /// The direction from the other end outwards, 1 long; to the left where both are one voxel.
  private func outward(_ end: SIMD2<Double>, from other: SIMD2<Double>) -> SIMD2<Double> {
    let along = end - other
    let length = (along * along).sum().squareRoot()
    return length > 0 && length.isFinite ? along / length : SIMD2(-1, 0)
  }

  private func drawEnd(
    at end: SIMD2<Double>, awayFrom other: SIMD2<Double>, _ lesion: Lesion,
    on image: inout ViewImage
  ) {
    let along = outward(end, from: other)
    let across = SIMD2(-along.y, along.x) * Double(4 * unit)
    image.rimmedLine(
      from: end - across, to: end + across, width: lineWidth, color: color(of: lesion.id),
      in: rect)
  }

  /// Beyond an end, so that neither the line nor what it measures is covered.
  private func drawLetter(
    _ text: String, at end: SIMD2<Double>, awayFrom other: SIMD2<Double>, _ lesion: Lesion,
    on image: inout ViewImage
  ) {
    let characters = BitmapFont.standard.characters(of: text)
    let width = ViewImage.width(of: characters.count, scale: unit)
    let reach = Double(6 * unit) + Double(width) / 2
    let centre = end + outward(end, from: other) * reach
    image.write(
      characters, column: Int(centre.x.clamped(to: 1e6)),
      row: Int(centre.y.clamped(to: 1e6)) - BitmapFont.capHeight * unit / 2, scale: unit,
      color: color(of: lesion.id), alignment: .centre, in: rect)
  }
}
