/// A rectangle of an axial slice, each voxel inside or outside of what is sought.
struct SliceBitmap {
  /// The voxel at column 0, row 0.
  let origin: Voxel
  let columnAxis: Int
  let rowAxis: Int
  let columns: Int
  let rows: Int
  /// One step along the columns and along the rows, in mm.
  let right: SIMD3<Double>
  let down: SIMD3<Double>
  /// Row by row.
  var isInside: [Bool]

  /// - Parameter box: one voxel thick along `sliceAxis`.
  init(box: VoxelBox, sliceAxis: Int, affine: Affine) {
    origin = box.lower
    columnAxis = sliceAxis == 0 ? 1 : 0
    rowAxis = sliceAxis == 2 ? 1 : 2
    columns = box.shape[columnAxis]
    rows = box.shape[rowAxis]
    right = affine.column(columnAxis)
    down = affine.column(rowAxis)
    isInside = [Bool](repeating: false, count: columns * rows)
  }

  /// Distance in mm of a step of columns and rows.
  func millimetres(_ column: Double, _ row: Double) -> Double {
    (right * column + down * row).length
  }

  /// Columns and rows of a voxel.
  func place(_ voxel: Voxel) -> (column: Int, row: Int) {
    (voxel[columnAxis] - origin[columnAxis], voxel[rowAxis] - origin[rowAxis])
  }

  /// The bitmap as a mask of label 1.
  func mask(on grid: VoxelGrid) -> Mask {
    var upper = Voxel(origin.x + 1, origin.y + 1, origin.z + 1)
    upper[columnAxis] = origin[columnAxis] + columns
    upper[rowAxis] = origin[rowAxis] + rows
    // Columns run along the lower of both axes, as a box's labels do.
    return Mask(
      grid: grid, box: VoxelBox(lower: origin, upper: upper), labels: isInside.map { $0 ? 1 : 0 })
  }

  /// What a disc that is moved about inside covers: morphological opening, which takes away what is
  /// thinner than the disc, such as a vessel. Outside the rectangle counts as inside.
  ///
  /// - Parameter radius: in mm.
  func opened(radius: Double) -> SliceBitmap {
    let disc = offsets(within: radius)
    var centers = isInside
    for row in 0..<rows {
      for column in 0..<columns where !isInside[row * columns + column] {
        guard touchesInside(column, row) else { continue }
        for (right, down) in disc {
          let (x, y) = (column + right, row + down)
          if x >= 0, x < columns, y >= 0, y < rows { centers[y * columns + x] = false }
        }
      }
    }
    var result = self
    result.isInside = centers
    let core = result
    for row in 0..<rows {
      for column in 0..<columns where core.isInside[row * columns + column] {
        guard core.touchesOutside(column, row) else { continue }
        for (right, down) in disc {
          let (x, y) = (column + right, row + down)
          if x >= 0, x < columns, y >= 0, y < rows { result.isInside[y * columns + x] = true }
        }
      }
    }
    return result
  }

  /// The steps of columns and rows that a disc covers.
  private func offsets(within radius: Double) -> [(Int, Int)] {
    let area = right.cross(down).length
    guard area > 0, radius.isFinite else { return [(0, 0)] }
    let (reachRight, reachDown) = (
      Int(min(radius * down.length / area, Double(columns))),
      Int(min(radius * right.length / area, Double(rows)))
    )
    return (-reachDown...reachDown).flatMap { row in
      (-reachRight...reachRight).filter {
        millimetres(Double($0), Double(row)) <= radius * (1 + 1e-9)
      }.map { ($0, row) }
    }
  }

  private func touchesInside(_ column: Int, _ row: Int) -> Bool {
    hasNeighbour(column, row) { $0 }
  }

  private func touchesOutside(_ column: Int, _ row: Int) -> Bool {
    hasNeighbour(column, row) { !$0 }
  }

  @inline(__always)
  private func hasNeighbour(_ column: Int, _ row: Int, _ isSought: (Bool) -> Bool) -> Bool {
    for y in max(0, row - 1)...min(rows - 1, row + 1) {
      for x in max(0, column - 1)...min(columns - 1, column + 1)
      where isSought(isInside[y * columns + x]) {
        return true
      }
    }
    return false
  }
}
