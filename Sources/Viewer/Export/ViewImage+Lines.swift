extension ViewImage {
  /// Draws a straight line with smooth edges.
  ///
  /// - Parameters:
  ///   - start, end: in pixels, where the first pixel's middle is at 0.5.
  ///   - width: in pixels.
  ///   - rect: what lies outside is left as it is.
  mutating func line(
    from start: SIMD2<Double>, to end: SIMD2<Double>, width: Double, color: RGBColor,
    opacity: Double = 1, in rect: PixelRect
  ) {
    let along = end - start
    let lengthSquared = (along * along).sum()
    guard lengthSquared.isFinite else { return }
    let reach = width / 2 + 1
    func range(_ axis: Int, from first: Int, count: Int) -> Range<Int> {
      let lower = max(Double(first), min(start[axis], end[axis]) - reach).rounded(.down)
      let upper = min(Double(first + count), max(start[axis], end[axis]) + reach).rounded(.up)
      return lower < upper ? Int(lower)..<Int(upper) : 0..<0
    }
    let columns = range(0, from: rect.column, count: rect.columns)
    for row in range(1, from: rect.row, count: rect.rows) {
      for column in columns {
        let offset = SIMD2(Double(column) + 0.5, Double(row) + 0.5) - start
        let share = lengthSquared > 0 ? (offset * along).sum() / lengthSquared : 0
        let gap = offset - along * min(max(share, 0), 1)
        // A pixel whose middle is half a pixel inside the edge is covered wholly.
        let coverage = width / 2 + 0.5 - (gap * gap).sum().squareRoot()
        paint(
          color, column: column, row: row, opacity: opacity * min(max(coverage, 0), 1))
      }
    }
  }

  /// A line in a dark rim, which is seen on bright tissue and on dark.
  mutating func rimmedLine(
    from start: SIMD2<Double>, to end: SIMD2<Double>, width: Double, color: RGBColor,
    in rect: PixelRect
  ) {
    line(from: start, to: end, width: width * 2, color: .black, opacity: 0.55, in: rect)
    line(from: start, to: end, width: width, color: color, in: rect)
  }
}
