import Imaging

/// Voxels of a slice, laid out as it is shown, and the lines around them.
package struct SliceOutline: Hashable, Sendable {
  package let columns: Int
  package let rows: Int
  /// Row by row, the top row first.
  package let isInside: [Bool]

  package init(columns: Int, rows: Int, isInside: [Bool]) {
    precondition(isInside.count == columns * rows, "one answer for each voxel")
    self.columns = columns
    self.rows = rows
    self.isInside = isInside
  }

  /// The voxels of a piece of a slice that carry a label; none where there is no label.
  ///
  /// - Parameters:
  ///   - slice: display index.
  ///   - columns, rows: the piece, in display voxels.
  package init(
    of label: UInt8?, in mask: Mask, _ plane: DisplayPlane, slice: Int, columns: Range<Int>,
    rows: Range<Int>
  ) {
    var isInside = [Bool](repeating: false, count: columns.count * rows.count)
    var place = 0
    for row in rows {
      for column in columns {
        isInside[place] = mask[plane.voxel(column: column, row: row, slice: slice)] == label
        place += 1
      }
    }
    self.init(columns: columns.count, rows: rows.count, isInside: isInside)
  }

  package var isEmpty: Bool { !isInside.contains(true) }

  /// Corners of closed loops along the voxels' edges, clockwise around what is inside (so that
  /// holes run the other way), without corners at which the line runs straight on. Voxels that
  /// meet at a corner alone have loops of their own.
  package var loops: [[SIMD2<Int>]] {
    // Bit d of a vertex: an edge leaves it to the right, down, left, up.
    var leaving = [UInt8](repeating: 0, count: (columns + 1) * (rows + 1))
    func vertex(_ column: Int, _ row: Int) -> Int { row * (columns + 1) + column }
    for row in 0..<rows {
      for column in 0..<columns where self[column, row] {
        if !self[column, row - 1] { leaving[vertex(column, row)] |= 1 }
        if !self[column + 1, row] { leaving[vertex(column + 1, row)] |= 2 }
        if !self[column, row + 1] { leaving[vertex(column + 1, row + 1)] |= 4 }
        if !self[column - 1, row] { leaving[vertex(column, row + 1)] |= 8 }
      }
    }
    var loops: [[SIMD2<Int>]] = []
    for row in 0...rows {
      for column in 0...columns {
        while leaving[vertex(column, row)] != 0 {
          loops.append(loop(from: SIMD2(column, row), &leaving))
        }
      }
    }
    return loops
  }

  /// Walks along the edges that leave vertices, taking them away, until it is back.
  ///
  /// - Parameter start: the loop's leftmost vertex in its topmost row, which is a corner.
  private func loop(from start: SIMD2<Int>, _ leaving: inout [UInt8]) -> [SIMD2<Int>] {
    let steps = [SIMD2(1, 0), SIMD2(0, 1), SIMD2(-1, 0), SIMD2(0, -1)]
    var corners: [SIMD2<Int>] = []
    var place = start
    var direction: Int?
    repeat {
      let vertex = place.y * (columns + 1) + place.x
      let edges = leaving[vertex]
      // To the right first, around the voxel whose edge it is, then straight on, then left.
      let next = (direction.map { [$0 + 1, $0, $0 + 3] } ?? [0, 1, 2, 3]).map { $0 & 3 }
        .first { edges & 1 << UInt8($0) != 0 }!
      leaving[vertex] &= ~(1 << UInt8(next))
      if next != direction { corners.append(place) }
      direction = next
      place = place &+ steps[next]
    } while place != start
    return corners
  }

  private subscript(column: Int, row: Int) -> Bool {
    (0..<columns).contains(column) && (0..<rows).contains(row) && isInside[row * columns + column]
  }

  /// The loops as the data of an SVG path.
  ///
  /// - Parameter field: whose piece this is.
  package func path(in field: SliceField) -> String {
    var path = ""
    for corners in loops {
      let places = corners.map { corner in
        field.corner + SIMD2(Double(corner.x), Double(corner.y)) * field.step
      }
      for (index, (corner, place)) in zip(corners, places).enumerated() {
        if index == 0 {
          path += "M\(Digits.place(place.x)) \(Digits.place(place.y))"
        } else if corner.y == corners[index - 1].y {
          path += "H\(Digits.place(place.x))"
        } else {
          path += "V\(Digits.place(place.y))"
        }
      }
      path += "Z"
    }
    return path
  }
}
