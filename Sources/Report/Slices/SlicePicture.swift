import Imaging

/// A piece of a slice as grey pixels, laid out as it is shown.
package struct SlicePicture: Hashable, Sendable {
  package let width: Int
  package let height: Int
  /// Row by row, the top row first, from 0 (black) to 255 (white).
  package let pixels: [UInt8]
}

extension SlicePicture {
  /// More pixels than this on a side are averaged: a page shows no more of them.
  static let mostPixels = 400

  /// - Parameters:
  ///   - columns, rows: the piece, in display voxels; not empty.
  ///   - slice: display index.
  package init(
    _ volume: Volume, _ plane: DisplayPlane, slice: Int, columns: Range<Int>, rows: Range<Int>,
    window: IntensityWindow
  ) {
    let factor = max(1, (max(columns.count, rows.count) + Self.mostPixels - 1) / Self.mostPixels)
    // What is left over at the right and below joins the last pixel's neighbours outside.
    let width = max(1, columns.count / factor)
    let height = max(1, rows.count / factor)
    var sums = [Float](repeating: 0, count: width * height)
    var counts = [Float](repeating: 0, count: width * height)
    volume.forEachRow(plane, slice: slice, columns: columns, rows: rows) { row, values in
      let line = min(row / factor, height - 1) * width
      for (column, value) in values.enumerated() {
        let place = line + min(column / factor, width - 1)
        sums[place] += window.brightness(value)
        counts[place] += 1
      }
    }
    self.init(
      width: width, height: height,
      pixels: zip(sums, counts).map { UInt8(($0 / max($1, 1) * 255).rounded()) })
  }
}
