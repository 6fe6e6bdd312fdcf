extension Canvas {
  /// Draws 2 x 2 pixels a cell, in the two colours that a cell has.
  mutating func drawQuadrants(_ picture: Picture, in rect: CellRect) {
    for row in 0..<rect.rows {
      for column in 0..<rect.columns {
        let first = 2 * (row * picture.columns + column)
        let below = first + picture.columns
        set(
          quadrants(picture, SIMD4(first, first + 1, below, below + 1)),
          column: rect.column + column, row: rect.row + row)
      }
    }
  }

  /// The cell of four pixels: upper left, upper right, lower left, lower right.
  private func quadrants(_ picture: Picture, _ pixels: SIMD4<Int>) -> Cell {
    var brightness = SIMD4<Float>()
    var rank = SIMD4<Int>()
    for index in 0..<4 {
      brightness[index] = picture.brightness[pixels[index]]
      rank[index] = picture.inks[pixels[index]].rank
    }
    let highest = rank.max()
    let over = members(rank, highest)
    let ink = picture.inks[pixels[first(over)]]
    guard over != 15 else {
      // The image, or an even fill of it.
      let split = QuadrantSplit(brightness)
      return cell(
        split.members, color(ink, split.mean), on: color(ink, split.restMean))
    }
    // Overlays win: the highest keeps its pixels, and the highest of the others has the rest.
    var rest = rank
    for index in 0..<4 where rank[index] == highest { rest[index] = -1 }
    let under = members(rest, rest.max())
    return cell(
      over, color(ink, mean(brightness, over)),
      on: color(picture.inks[pixels[first(under)]], mean(brightness, under)))
  }

  private func cell(_ members: Int, _ foreground: Color, on background: Color) -> Cell {
    members == 0 || foreground == background
      ? Cell(" ", background: background)
      : Cell(Self.quadrantCharacters[members], foreground: foreground, background: background)
  }

  /// The set of pixels with a value: bit 0 is the first.
  private func members(_ values: SIMD4<Int>, _ value: Int) -> Int {
    var members = 0
    for index in 0..<4 where values[index] == value { members |= 1 << index }
    return members
  }

  private func first(_ members: Int) -> Int { min(members.trailingZeroBitCount, 3) }

  private func mean(_ values: SIMD4<Float>, _ members: Int) -> Float {
    var sum: Float = 0
    for index in 0..<4 where members >> index & 1 == 1 { sum += values[index] }
    return sum / Float(max(1, members.nonzeroBitCount))
  }

  /// By the set of foreground pixels.
  private static let quadrantCharacters: [Character] = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")
}

/// Four values parted in two sets, each told by its mean, with the least sum of squared errors.
struct QuadrantSplit: Equatable {
  /// The set with the larger mean; bit 0 is the first value. None where all are alike.
  let members: Int
  let mean: Float
  /// The mean of the other values.
  let restMean: Float

  /// Tries all eight ways. The squared error is the sum of squares, which is always the same,
  /// less (sum of a set)² / (size of the set) over both sets.
  init(_ values: SIMD4<Float>) {
    let total = values.sum()
    var (best, bestSum, bestMembers) = (total * total / 4 + 1e-6, Float(0), 0)
    // The first value is always in the other set: a set and its complement part alike.
    for members in stride(from: 2, through: 14, by: 2) {
      var sum: Float = 0
      for index in 1..<4 where members >> index & 1 == 1 { sum += values[index] }
      let count = Float(members.nonzeroBitCount)
      let rest = total - sum
      let explained = sum * sum / count + rest * rest / (4 - count)
      if explained > best { (best, bestSum, bestMembers) = (explained, sum, members) }
    }
    guard bestMembers != 0 else {
      (members, mean, restMean) = (0, total / 4, total / 4)
      return
    }
    let count = Float(bestMembers.nonzeroBitCount)
    let (one, other) = (bestSum / count, (total - bestSum) / (4 - count))
    members = one > other ? bestMembers : 15 ^ bestMembers
    (mean, restMean) = (max(one, other), min(one, other))
  }
}

extension Ink {
  /// Which of several inks is seen where there is room for fewer; the same for those that look
  /// alike.
  fileprivate var rank: Int {
    switch self {
    case .image, .unread: 0
    case .agreement: 900
    case .truth: 950
    case .fill(let lesion): 1000 + lesion.rank
    case .contour(let lesion): 2000 + lesion.rank
    case .line(let lesion): 3000 + lesion.rank
    case .end(let lesion): 4000 + lesion.rank
    case .crosshair: 5000
    }
  }
}

extension LesionInk {
  /// 0…511: the selected lesion before the others.
  fileprivate var rank: Int { min(max(id, 0), 255) + (isSelected ? 256 : 0) }
}
