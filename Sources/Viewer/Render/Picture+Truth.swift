import Imaging

/// What a voxel is when masks are compared with the true ones.
enum Agreement: Hashable, Sendable {
  /// In both; only in the lesions' masks; only in the truth.
  case truePositive, falsePositive, falseNegative
}

extension Picture {
  /// Shows the true masks beside the lesions': outlined, or area by area.
  mutating func draw(
    truth: Mask, lesions: [Lesion], geometry: SliceGeometry,
    as comparison: DisplayOptions.Comparison
  ) {
    guard comparison != .off else { return }
    var truths = PixelLabels(geometry: geometry)
    // One label for all: the outline is that of the truth, not of its parts.
    truths.add(truth, label: 1)
    var found = PixelLabels(geometry: geometry)
    if comparison == .areas {
      for lesion in lesions {
        if let mask = lesion.segmentation?.mask { found.add(mask, label: 1) }
      }
    }
    guard !truths.isEmpty || !found.isEmpty else { return }
    for row in 0..<rows {
      for column in 0..<columns {
        let isTrue = truths[column, row] != 0
        switch comparison {
        case .off: break
        case .outlines:
          if isTrue, truths.isBoundary(column, row) { set(.truth, column: column, row: row) }
        case .areas:
          let isFound = found[column, row] != 0
          if isTrue || isFound {
            let kind: Agreement =
              isTrue ? isFound ? .truePositive : .falseNegative : .falsePositive
            set(.agreement(kind), column: column, row: row)
          }
        }
      }
    }
  }
}
