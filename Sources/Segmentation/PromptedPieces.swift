import Imaging

/// The part of a network's mask that its prompt points at: the pieces of voxels above a threshold,
/// connected at faces, edges or corners, that the RECIST diameter runs through.
///
/// What the network finds elsewhere in the crop, another nodule or a vessel, is not the lesion
/// that was asked for.
struct PromptedPieces: Sendable {
  private let box: VoxelBox
  /// x fastest.
  private let isKept: [Bool]

  /// `nil` where the diameter runs through no voxel above the threshold: then nothing tells the pieces
  /// apart.
  ///
  /// - Parameter isCancelled: polled from slice to slice; the pieces are then of no use.
  init?(
    of field: LogitField, above threshold: Float, along diameter: Diameter,
    isCancelled: () -> Bool
  ) {
    // Not the field's box, which may be a hundred times as large.
    var (lower, upper) = (field.box.upper, field.box.lower)
    field.visit(above: threshold, isCancelled: isCancelled) { voxel, _ in
      for axis in 0..<3 {
        lower[axis] = min(lower[axis], voxel[axis])
        upper[axis] = max(upper[axis], voxel[axis] + 1)
      }
    }
    guard lower.x < upper.x, !isCancelled() else { return nil }
    let box = VoxelBox(lower: lower, upper: upper)
    self.box = box
    // A border of one voxel spares every neighbour a check.
    let (width, height) = (box.shape.x + 2, box.shape.y + 2)
    func place(_ voxel: Voxel) -> Int {
      ((voxel.z - box.lower.z + 1) * height + voxel.y - box.lower.y + 1) * width
        + voxel.x - box.lower.x + 1
    }
    var isAbove = [Bool](repeating: false, count: width * height * (box.shape.z + 2))
    field.visit(above: threshold, isCancelled: isCancelled) { voxel, _ in
      isAbove[place(voxel)] = true
    }

    var isKept = [Bool](repeating: false, count: isAbove.count)
    var front: [Int] = []
    func keep(_ place: Int) {
      guard isAbove[place], !isKept[place] else { return }
      isKept[place] = true
      front.append(place)
    }
    for voxel in diameter.voxels where box.contains(voxel) { keep(place(voxel)) }
    guard !front.isEmpty else { return nil }
    let steps = (-1...1).flatMap { z in
      (-1...1).flatMap { y in (-1...1).map { (z * height + y) * width + $0 } }
    }
    while let here = front.popLast() {
      for step in steps { keep(here + step) }
    }
    self.isKept = isKept
  }

  /// Whether a voxel above the threshold belongs to the lesion.
  func contains(_ voxel: Voxel) -> Bool {
    guard box.contains(voxel) else { return false }
    let (width, height) = (box.shape.x + 2, box.shape.y + 2)
    return isKept[
      ((voxel.z - box.lower.z + 1) * height + voxel.y - box.lower.y + 1) * width
        + voxel.x - box.lower.x + 1]
  }
}
