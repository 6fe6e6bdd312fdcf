import Imaging

/// Sorts voxels into pieces whose voxels touch at faces, edges or corners.
///
/// - Returns: the pieces in the order of their first voxels, voxels in the order given.
func connectedPieces(of voxels: [Voxel]) -> [[Voxel]] {
  // A border of one voxel around the box spares every neighbour a check.
  guard let box = VoxelBox(enclosing: voxels)?.expanded(by: 1) else { return [] }
  let (width, slice) = (box.shape.x, box.shape.x * box.shape.y)
  func place(_ voxel: Voxel) -> Int {
    (voxel.z - box.lower.z) * slice + (voxel.y - box.lower.y) * width + voxel.x - box.lower.x
  }
  let steps = (-1...1).flatMap { z in
    (-1...1).flatMap { y in (-1...1).map { z * slice + y * width + $0 } }
  }
  /// -2 outside, -1 not yet visited, else the piece.
  var piece = [Int32](repeating: -2, count: box.count)
  for voxel in voxels { piece[place(voxel)] = -1 }
  var pieces: [[Voxel]] = []
  for voxel in voxels where piece[place(voxel)] == -1 {
    let number = Int32(pieces.count)
    pieces.append([])
    var front = [place(voxel)]
    piece[front[0]] = number
    while let here = front.popLast() {
      for step in steps where piece[here + step] == -1 {
        piece[here + step] = number
        front.append(here + step)
      }
    }
  }
  for voxel in voxels { pieces[Int(piece[place(voxel)])].append(voxel) }
  return pieces
}
