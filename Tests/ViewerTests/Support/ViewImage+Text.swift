import Viewer

extension ViewImage {
  /// Red, green and blue of a pixel.
  func pixel(_ column: Int, _ row: Int) -> [UInt8] {
    let index = (row * width + column) * 3
    return Array(pixels[index..<index + 3])
  }

  /// Whether red, green and blue differ: an overlay.
  func isColoured(_ column: Int, _ row: Int) -> Bool {
    let pixel = pixel(column, row)
    return pixel[0] != pixel[1] || pixel[1] != pixel[2]
  }

  /// Columns and rows from the first to the last pixel that `matches`; `nil` for none.
  func extent(
    columns: Range<Int>? = nil, rows: Range<Int>? = nil, _ matches: (Int, Int) -> Bool
  ) -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>)? {
    var found: [(Int, Int)] = []
    for row in rows ?? 0..<height {
      for column in columns ?? 0..<width where matches(column, row) { found.append((column, row)) }
    }
    let (xs, ys) = (found.map(\.0), found.map(\.1))
    guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max()
    else { return nil }
    return (left...right, top...bottom)
  }

  /// A part as text, a character a pixel: greys from "." (black) to "z" (white), overlays by the
  /// channel that is weakest, "r", "g" or "b" in capitals.
  func snapshot(columns: Range<Int>, rows: Range<Int>) -> String {
    rows.map { row in
      let line = columns.map { column -> Character in
        let pixel = pixel(column, row)
        if isColoured(column, row) {
          let weakest = pixel.min().flatMap { pixel.firstIndex(of: $0) } ?? 0
          return ["R", "G", "B"][weakest]
        }
        let step = pixel[0] / 10
        return step == 0 ? "." : Character(UnicodeScalar(96 + step))
      }
      return "|" + String(line) + "|\n"
    }.joined()
  }
}
