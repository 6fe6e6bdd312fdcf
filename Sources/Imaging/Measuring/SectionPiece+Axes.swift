extension SectionPiece {
  /// The corners of the convex hull: Andrew's monotone chain over the ends of the runs, in whole
  /// numbers, so that no corner is lost to rounding. An affine keeps a hull a hull.
  var hullCorners: [Voxel] {
    typealias Point = (x: Int, y: Int)
    let points: [Point] = runs.flatMap { run in
      run.end - run.start > 1
        ? [(run.start, run.row), (run.end - 1, run.row)] : [(run.start, run.row)]
    }
    guard points.count > 2 else { return points.map { voxel($0.x, row: $0.y) } }
    func chain(_ points: some Sequence<Point>) -> [Point] {
      var corners: [Point] = []
      for point in points {
        while corners.count > 1 {
          let (a, b) = (corners[corners.count - 2], corners[corners.count - 1])
          let turn = (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
          guard turn <= 0 else { break }
          corners.removeLast()
        }
        corners.append(point)
      }
      return corners
    }
    // Each chain ends where the other begins.
    let corners = chain(points).dropLast() + chain(points.reversed()).dropLast()
    return corners.map { voxel($0.x, row: $0.y) }
  }

  /// The two voxel centres farthest apart: corners of the hull, since the distance from any point is
  /// convex.
  func longAxis(affine: Affine) -> Diameter { Diameter(longestOf: hullCorners, affine: affine) }

  /// The long axis and what is longest across it.
  func axes(affine: Affine) -> SectionAxes {
    let long = longAxis(affine: affine)
    let short = extent(across: long, affine: affine)
    return SectionAxes(
      longAxis: long, longMillimetres: affine.distance(long.a, long.b),
      shortAxis: short?.ends, shortMillimetres: short?.millimetres ?? 0)
  }

  /// The longest extent of the piece perpendicular to a line in its slice.
  ///
  /// Voxels are sorted into strips across the line, as wide as one step of the coarser axis of the
  /// slice: a narrower strip could fall between two rows. A strip's extent is the chord there.
  ///
  /// - Returns: the outermost voxels of the longest strip and their distance across the line, in mm;
  ///   `nil` when there is no line or the piece has no extent across it.
  func extent(across line: Diameter, affine: Affine) -> (ends: Diameter, millimetres: Double)? {
    let (right, down) = steps(affine)
    guard let directions = PlanarDirections(along: line, right: right, down: down, affine: affine)
    else { return nil }
    let span = self.span
    let width = max(span.indices > 1 ? right.length : 0, span.rows > 1 ? down.length : 0)
    guard width > 0 else { return nil }
    let origin = affine(line.a)
    let (alongStep, acrossStep) = (
      (right * directions.along).sum(), (right * directions.across).sum()
    )
    var strips: [Int: Strip] = [:]
    for run in runs {
      let first = affine(voxel(run.start, row: run.row)) - origin
      let (along, across) = (
        (first * directions.along).sum(), (first * directions.across).sum()
      )
      for index in run.start..<run.end {
        let step = Double(index - run.start)
        let place = (along + step * alongStep) / width
        let height = across + step * acrossStep
        strips[Int(place.rounded()), default: Strip()].add(height, index: index, row: run.row)
      }
    }
    // The strip nearest to the line's start of equally long ones, to rounding.
    var best: Strip?
    for (_, strip) in strips.sorted(by: { $0.key < $1.key })
    where strip.length > (best?.length ?? 0) * (1 + 1e-9) + 1e-9 {
      best = strip
    }
    return best.map {
      (
        Diameter(
          voxel($0.lower.index, row: $0.lower.row), voxel($0.upper.index, row: $0.upper.row)),
        $0.length
      )
    }
  }
}

/// The outermost voxels of a strip.
private struct Strip {
  typealias Place = (height: Double, index: Int, row: Int)
  private(set) var lower: Place = (.infinity, 0, 0)
  private(set) var upper: Place = (-.infinity, 0, 0)

  mutating func add(_ height: Double, index: Int, row: Int) {
    if height < lower.height { lower = (height, index, row) }
    if height > upper.height { upper = (height, index, row) }
  }

  /// In mm.
  var length: Double { upper.height - lower.height }
}
