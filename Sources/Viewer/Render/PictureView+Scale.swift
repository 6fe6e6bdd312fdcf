import Foundation
import Imaging

extension PictureView {
  /// A bar of a round length in the picture's lower left corner, with its length; further up where
  /// it would hide an end of a lesion or the cursor.
  func drawScaleBar(on canvas: inout Canvas) {
    let millimetres = geometry.millimetresPerColumn
    guard rect.rows >= 3,
      let bar = Self.roundBar(millimetresPerColumn: millimetres, in: rect.columns)
    else { return }
    let lines = canvas.lines
    // The strokes stand in the middle of their cells.
    let line = String(repeating: lines.scaleLine, count: bar.columns - 1)
    let text = "\(lines.scaleStart)\(line)\(lines.scaleEnd) \(Self.name(bar.millimetres)) "
    let bottom = rect.row + rect.rows - 1
    let taken = marks
    func isFree(_ row: Int) -> Bool {
      !taken.contains {
        $0.row == row && $0.column >= rect.column && $0.column <= rect.column + text.count + 1
      }
    }
    guard let row = (max(rect.row, bottom - 3)...bottom).last(where: isFree) else { return }
    for (offset, character) in text.enumerated() {
      let column = rect.column + 1 + offset
      guard rect.contains(column: column, row: row),
        let under = canvas.cell(column: column, row: row)
      else { return }
      canvas.set(
        Cell(
          character, background: canvas.theme.letterBackground ?? under.background, style: .bold),
        column: column, row: row)
    }
  }

  /// The cells that must not be hidden.
  private var marks: [(column: Int, row: Int)] {
    let ends = state.work.lesions.flatMap { [$0.a, $0.b] }.compactMap { $0 }
    return (ends.filter(geometry.shows) + [state.cursor]).map(cell)
  }

  /// The longest bar of 1, 2 or 5 times a power of ten millimetres that takes no more than a third
  /// of the columns. One that whole columns show to 5 % goes
  /// before a longer one that they do not.
  static func roundBar(
    millimetresPerColumn: Double, in columns: Int
  ) -> (millimetres: Double, columns: Int)? {
    let most = columns / 3
    let longest = millimetresPerColumn * Double(most)
    guard most >= 2, longest.isFinite, longest > 1e-6, longest < 1e9 else { return nil }
    let power = pow(10, log10(longest).rounded(.down))
    let bars = [5, 2, 1, 0.5, 0.2, 0.1].map { $0 * power }.filter { $0 <= longest }.map {
      (millimetres: $0, columns: Int(($0 / millimetresPerColumn).rounded()))
    }.filter { $0.columns >= 2 }
    func error(_ bar: (millimetres: Double, columns: Int)) -> Double {
      abs(Double(bar.columns) * millimetresPerColumn / bar.millimetres - 1)
    }
    return bars.prefix(3).first { error($0) <= 0.05 } ?? bars.first
  }

  /// "50 mm", "0.5 mm".
  private static func name(_ millimetres: Double) -> String {
    let decimals = millimetres < 1 ? Int((-log10(millimetres)).rounded(.up)) : 0
    return "\(fixed(millimetres, decimals)) mm"
  }
}
