import Foundation
import Imaging

/// A table of golden numbers beside the tests; `Golden/make.py` writes it and says how it is run.
struct GoldenTable {
  let columns: [String]
  let rows: [[String]]

  init(_ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
      .appending(path: name)
    try self.init(text: String(contentsOf: file, encoding: .utf8))
  }

  /// Columns are parted by tabs and named by the first line that is no comment.
  init(text: String) {
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    columns = lines.first ?? []
    rows = Array(lines.dropFirst())
  }

  /// The numbers of a cell, parted by commas.
  static func numbers(_ cell: some StringProtocol) -> [Double] {
    cell.split(separator: ",").compactMap { Double($0) }
  }

  /// A spacing in mm.
  static func spacing(_ cell: String) -> SIMD3<Double> {
    let n = numbers(cell)
    return SIMD3(n[0], n[1], n[2])
  }
}
