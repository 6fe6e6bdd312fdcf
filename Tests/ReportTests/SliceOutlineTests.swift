import Report
import Testing

@Suite("Outlines")
struct SliceOutlineTests {
  /// `#` is inside.
  private func outline(_ rows: String...) -> SliceOutline {
    SliceOutline(
      columns: rows[0].count, rows: rows.count, isInside: rows.joined().map { $0 == "#" })
  }

  private func corners(_ places: (Int, Int)...) -> [SIMD2<Int>] { places.map { SIMD2($0, $1) } }

  @Test("A voxel is a square, clockwise")
  func voxel() {
    let loops = outline("...", ".#.", "...").loops
    #expect(loops == [corners((1, 1), (2, 1), (2, 2), (1, 2))])
  }

  @Test("Straight lines have corners at their ends alone, also along the piece's edge")
  func straight() {
    #expect(outline("###", "###").loops == [corners((0, 0), (3, 0), (3, 2), (0, 2))])
    #expect(
      outline("##.", "###").loops
        == [corners((0, 0), (2, 0), (2, 1), (3, 1), (3, 2), (0, 2))])
  }

  @Test("A hole has a loop that runs the other way")
  func hole() {
    let loops = outline("###", "#.#", "###").loops
    #expect(loops.count == 2)
    #expect(loops[0] == corners((0, 0), (3, 0), (3, 3), (0, 3)))
    #expect(loops[1] == corners((1, 1), (1, 2), (2, 2), (2, 1)))
  }

  @Test("Voxels that meet at a corner have loops of their own")
  func diagonal() {
    let loops = outline("#.", ".#").loops
    #expect(
      loops == [corners((0, 0), (1, 0), (1, 1), (0, 1)), corners((1, 1), (2, 1), (2, 2), (1, 2))])
    #expect(outline(".#", "#.").loops.count == 2)
  }

  @Test("The loops of random pieces enclose exactly what is inside")
  func random() {
    var state: UInt64 = 88_172_645_463_325_252
    for _ in 0..<200 {
      let isInside = (0..<63).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state & 3 != 0
      }
      let loops = SliceOutline(columns: 9, rows: 7, isInside: isInside).loops
      // The shoelace formula: holes count against what is around them.
      let doubled = loops.map { corners in
        corners.indices.reduce(0) { sum, index in
          let (a, b) = (corners[index], corners[(index + 1) % corners.count])
          return sum + a.x * b.y - b.x * a.y
        }
      }.reduce(0, +)
      #expect(doubled == 2 * isInside.count { $0 })
      for corners in loops {
        for index in corners.indices {
          let (a, b) = (corners[index], corners[(index + 1) % corners.count])
          let c = corners[(index + 2) % corners.count]
          #expect((a.x == b.x) != (a.y == b.y), "along an axis")
          #expect((a.x == b.x) != (b.x == c.x), "every corner turns")
        }
      }
    }
  }

  @Test("Nothing has no outline")
  func nothing() {
    #expect(outline("..", "..").loops.isEmpty && outline("..").isEmpty)
  }
}
