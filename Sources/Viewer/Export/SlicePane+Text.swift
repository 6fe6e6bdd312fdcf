import Imaging

extension SlicePane {
  private var margin: Int { 6 * unit }
  private var lineHeight: Int { (BitmapFont.rows + 3) * unit }
  private var capHeight: Int { BitmapFont.capHeight * unit }

  /// The letters of the patient's directions in the middle of each edge, larger than other text.
  func drawOrientation(on image: inout ViewImage) {
    let plane = geometry.plane
    let scale = unit + (unit + 1) / 2
    let capHeight = BitmapFont.capHeight * scale
    let (middleColumn, middleRow) = (rect.column + rect.columns / 2, rect.row + rect.rows / 2)
    let right = rect.column + rect.columns - margin
    let bottom = rect.row + rect.rows - margin - capHeight
    let places: [(Character, Int, Int, ViewImage.Alignment)] = [
      (plane.topLetter, middleColumn, rect.row + margin, .centre),
      (plane.bottomLetter, middleColumn, bottom, .centre),
      (plane.leftLetter, rect.column + margin, middleRow - capHeight / 2, .left),
      (plane.rightLetter, right, middleRow - capHeight / 2, .right),
    ]
    for (letter, column, row, alignment) in places {
      image.write(
        [letter], column: column, row: row, scale: scale, color: .white, alignment: alignment,
        in: rect)
    }
  }

  /// A bar at the bottom right, above the captions there, with its length over it.
  func drawScaleBar(on image: inout ViewImage) {
    guard let millimetres = geometry.millimetresPerPixel(in: study.volume.grid),
      let bar = ScaleBar(millimetresPerPixel: millimetres, limit: rect.columns / 5)
    else { return }
    // Half a line's width more puts its edges on pixels' edges.
    let half = Double(unit) / 2
    let right = Double(rect.column + rect.columns - margin) - half
    let left = right - bar.pixels
    let row = rect.row + rect.rows - margin - captions.bottomRight.count * lineHeight - 5 * unit
    let (centre, tick) = (Double(row) + half, Double(3 * unit))
    for (from, to) in [
      (SIMD2(left, centre), SIMD2(right, centre)),
      (SIMD2(left, centre - tick), SIMD2(left, centre + tick)),
      (SIMD2(right, centre - tick), SIMD2(right, centre + tick)),
    ] {
      image.rimmedLine(from: from, to: to, width: Double(unit), color: .white, in: rect)
    }
    image.write(
      BitmapFont.standard.characters(of: bar.text), column: Int((left + right) / 2),
      row: row - 5 * unit - capHeight, scale: unit, color: .white, alignment: .centre, in: rect)
  }

  func drawCaptions(on image: inout ViewImage) {
    let top = rect.row + margin
    let bottom = rect.row + rect.rows - margin - capHeight
    let left = rect.column + margin
    let right = rect.column + rect.columns - margin
    let corners: [([Captions.Line], Int, Int, Int, ViewImage.Alignment)] = [
      (captions.topLeft, left, top, lineHeight, .left),
      (captions.topRight, right, top, lineHeight, .right),
      // The lowest line comes first from below.
      (captions.bottomLeft.reversed(), left, bottom, -lineHeight, .left),
      (captions.bottomRight.reversed(), right, bottom, -lineHeight, .right),
    ]
    for (lines, column, first, step, alignment) in corners {
      for (index, line) in lines.enumerated() {
        image.write(
          fitted(line.text), column: column, row: first + index * step, scale: unit,
          color: line.color, alignment: alignment, in: rect)
      }
    }
  }

  /// Text that leaves the middle of the edge to its letter. Of a long line the beginning and the
  /// end stay: a path's end and a lesion's figures tell more than what is between.
  private func fitted(_ text: String) -> [Character] {
    let characters = BitmapFont.standard.characters(of: text)
    let width = rect.columns / 2 - 2 * margin - 2 * capHeight
    let limit = max(8, width / (BitmapFont.advance * unit))
    guard characters.count > limit else { return characters }
    let end = (limit - 2) * 2 / 3
    return characters.prefix(limit - 2 - end) + ["."] + ["."] + characters.suffix(end)
  }
}
