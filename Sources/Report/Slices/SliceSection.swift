import Imaging

/// The axial slice in which a lesion is largest, the piece of it to be shown, and what the reference
/// and the prediction have there.
package struct SliceSection: Sendable {
  /// Which lesion is shown: its label in the reference and in the prediction, at least one of them.
  package struct Labels: Hashable, Sendable {
    package let reference: UInt8?
    package let prediction: UInt8?

    package init(reference: UInt8?, prediction: UInt8?) {
      self.reference = reference
      self.prediction = prediction
    }
  }

  /// What one of the masks has in the piece, as path data; empty for nothing.
  package struct Contours: Hashable, Sendable {
    /// Of the lesion that is shown, and of the others.
    package let lesion: String
    package let others: String
  }

  package let grid: VoxelGrid
  package let plane: DisplayPlane
  /// Display index, from 0 at the feet.
  package let slice: Int
  package let field: SliceField
  package let reference: Contours
  package let prediction: Contours
  /// The lesion's voxels in the piece, row by row: the reference's, or the prediction's where it
  /// alone has some here.
  package let lesion: [Bool]

  /// - Parameters:
  ///   - reference, prediction: on grids of one shape; the reference's is gone by.
  /// - Returns: `nil` where neither mask has the lesion.
  package init?(of labels: Labels, reference: Mask, prediction: Mask) {
    let plane = DisplayPlane(.axial, of: reference.grid)
    let pairs = [(labels.reference, reference), (labels.prediction, prediction)]
    guard let slice = pairs.lazy.compactMap({ Self.largestSlice(of: $0.0, $0.1, plane) }).first
    else { return nil }
    let voxels = pairs.flatMap { Self.voxels(of: $0.0, $0.1, plane, slice: slice) }
    guard let box = VoxelBox(enclosing: voxels), let range = plane.range(of: box) else {
      return nil
    }
    grid = reference.grid
    self.plane = plane
    self.slice = slice
    let field = SliceField(around: range.columns, range.rows, plane, of: reference.grid)
    self.field = field

    func outline(_ label: UInt8?, _ mask: Mask) -> SliceOutline {
      SliceOutline(
        of: label, in: mask, plane, slice: slice, columns: field.columns, rows: field.rows)
    }
    func contours(_ label: UInt8?, _ mask: Mask) -> Contours {
      // Each label apart: lesions that touch have a line between them.
      let others = mask.presentLabels.filter { $0 != label }.map { outline($0, mask) }
      return Contours(
        lesion: outline(label, mask).path(in: field),
        others: others.map { $0.path(in: field) }.joined())
    }
    self.reference = contours(labels.reference, reference)
    self.prediction = contours(labels.prediction, prediction)
    let inReference = outline(labels.reference, reference)
    lesion =
      (inReference.isEmpty ? outline(labels.prediction, prediction) : inReference).isInside
  }

  /// The voxels to be shown: what an image must have.
  package var box: VoxelBox {
    let corners = [
      plane.voxel(
        column: field.columns.lowerBound, row: field.rows.lowerBound, slice: slice),
      plane.voxel(
        column: field.columns.upperBound - 1, row: field.rows.upperBound - 1, slice: slice),
    ]
    // There are two.
    return VoxelBox(enclosing: corners) ?? grid.box
  }

  /// The slice, in display counting, in which a label has the most voxels, the first of equals.
  private static func largestSlice(of label: UInt8?, _ mask: Mask, _ plane: DisplayPlane) -> Int? {
    guard let label, let bounds = mask.bounds(of: label) else { return nil }
    var counts = [Int](repeating: 0, count: plane.slices)
    mask.resized(to: bounds).forEachLabelled { voxel, found in
      if found == label { counts[plane.position(of: voxel).slice] += 1 }
    }
    return counts.firstIndex(of: counts.max() ?? 0)
  }

  private static func voxels(
    of label: UInt8?, _ mask: Mask, _ plane: DisplayPlane, slice: Int
  ) -> [Voxel] {
    guard let label else { return [] }
    let index = plane.voxel(column: 0, row: 0, slice: slice)[plane.sliceAxis]
    var section = mask.box
    section.lower[plane.sliceAxis] = index
    section.upper[plane.sliceAxis] = index + 1
    var voxels: [Voxel] = []
    mask.resized(to: mask.box.intersection(section)).forEachLabelled { voxel, found in
      if found == label { voxels.append(voxel) }
    }
    return voxels
  }
}
