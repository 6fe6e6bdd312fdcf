import Imaging

extension Picture {
  /// Draws the masks of the lesions that meet the slice, outlined or filled.
  ///
  /// A pixel belongs to a lesion as soon as one of its voxels does, so that small lesions are
  /// not lost in a small picture; of several lesions the selected one has it.
  mutating func draw(
    _ lesions: [Lesion], geometry: SliceGeometry, selected: Int?, overlay: DisplayOptions.Overlay
  ) {
    let labels = PixelLabels(lesions, geometry: geometry, selected: selected)
    guard !labels.isEmpty else { return }
    for row in 0..<rows {
      for column in 0..<columns {
        let label = labels[column, row]
        guard label != 0 else { continue }
        let lesion = LesionInk(id: Int(label), isSelected: Int(label) == selected)
        switch overlay {
        case .fill: set(.fill(lesion), column: column, row: row)
        case .contour:
          if labels.isBoundary(column, row) { set(.contour(lesion), column: column, row: row) }
        }
      }
    }
  }
}

/// The lesion at every pixel of a picture and a margin beyond, so that an outline does not close
/// along the edge of the screen.
struct PixelLabels {
  private let geometry: SliceGeometry
  private let sampling: (columns: AxisSampling, rows: AxisSampling)
  private let columns: Int
  private let margin: Int
  private var labels: [UInt8]
  private(set) var isEmpty = true

  /// - Parameter margin: pixels around the picture that have labels too.
  init(geometry: SliceGeometry, margin: Int = 1) {
    self.margin = margin
    self.geometry = geometry
    sampling = geometry.sampling(margin: margin)
    columns = geometry.pixelColumns + 2 * margin
    labels = [UInt8](repeating: 0, count: columns * (geometry.pixelRows + 2 * margin))
  }

  /// Of several lesions on a pixel the selected one has it.
  init(_ lesions: [Lesion], geometry: SliceGeometry, selected: Int?, margin: Int = 1) {
    self.init(geometry: geometry, margin: margin)
    for lesion in lesions where lesion.id != selected { add(lesion) }
    for lesion in lesions where lesion.id == selected { add(lesion) }
  }

  /// Gives a lesion all pixels under which it has a voxel.
  mutating func add(_ lesion: Lesion) {
    guard let mask = lesion.segmentation?.mask, let label = UInt8(exactly: lesion.id) else {
      return
    }
    add(mask, label: label)
  }

  /// Gives `label` to all pixels under which a mask has a voxel of any label.
  mutating func add(_ mask: Mask, label: UInt8) {
    let plane = geometry.plane
    let box = mask.box
    let sliceIndex = plane.voxel(column: 0, row: 0, slice: geometry.slice)[plane.sliceAxis]
    guard !box.isEmpty, sliceIndex >= box.lower[plane.sliceAxis],
      sliceIndex < box.upper[plane.sliceAxis]
    else { return }
    // The mask's box in display counting: pixels that miss it need no look.
    let corner = plane.position(of: box.lower)
    let opposite = plane.position(
      of: Voxel(box.upper.x - 1, box.upper.y - 1, box.upper.z - 1))
    let boxColumns = min(corner.column, opposite.column)...max(corner.column, opposite.column)
    let boxRows = min(corner.row, opposite.row)...max(corner.row, opposite.row)

    let shape = box.shape
    let strides = [1, shape.x, shape.x * shape.y]
    let columnStride = strides[plane.columnAxis] * (plane.columnFlipped ? -1 : 1)
    mask.labels.withUnsafeBufferPointer { stored in
      for row in 0..<geometry.pixelRows + 2 * margin {
        let rowsCovered = sampling.rows.covered[row].clamped(
          to: boxRows.lowerBound..<boxRows.upperBound + 1)
        guard !rowsCovered.isEmpty else { continue }
        for column in 0..<columns {
          let columnsCovered = sampling.columns.covered[column].clamped(
            to: boxColumns.lowerBound..<boxColumns.upperBound + 1)
          guard !columnsCovered.isEmpty else { continue }
          var isFound = false
          for voxelRow in rowsCovered {
            let voxel = plane.voxel(
              column: columnsCovered.lowerBound, row: voxelRow, slice: geometry.slice)
            var offset =
              (voxel.x - box.lower.x) * strides[0] + (voxel.y - box.lower.y) * strides[1]
              + (voxel.z - box.lower.z) * strides[2]
            for _ in columnsCovered {
              if stored[offset] != 0 { isFound = true }
              offset += columnStride
            }
          }
          if isFound {
            labels[row * columns + column] = label
            isEmpty = false
          }
        }
      }
    }
  }

  /// Whether the pixel's label ends at one of its four sides.
  func isBoundary(_ column: Int, _ row: Int) -> Bool {
    let label = self[column, row]
    return self[column - 1, row] != label || self[column + 1, row] != label
      || self[column, row - 1] != label || self[column, row + 1] != label
  }

  /// From the margin before the picture to the margin beyond it.
  subscript(column: Int, row: Int) -> UInt8 {
    labels[(row + margin) * columns + column + margin]
  }
}
