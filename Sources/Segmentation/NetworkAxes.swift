import Imaging

/// A grid's axes in the order and the direction in which the network reads them: z, y, x.
///
/// The network's axes are the patient's, whatever the file's are: x to the left, y to posterior,
/// z to superior, as CT is usually stored. A volume stored in any of the 48 orientations thus gives
/// the same input and the same mask. Only where the file states no orientation are its own axes
/// taken.
struct NetworkAxes: Equatable, Sendable {
  /// The file axis along the network's z, y, x.
  let fileAxes: [Int]
  /// Whether the network's z, y, x run against the file's index.
  let flipped: [Bool]
  /// Voxels of the whole grid along z, y, x.
  let shape: [Int]
  /// Millimetres from voxel to voxel along z, y, x.
  let spacing: [Double]

  init(of grid: VoxelGrid) {
    if grid.hasKnownOrientation {
      let orientation = Orientation(grid.affine)
      let axes: [PatientAxis] = [.superiorInferior, .anteriorPosterior, .rightLeft]
      fileAxes = axes.map(orientation.voxelAxis(of:))
      // Superior, posterior, left: forward along S, backward along A and R.
      flipped = zip(fileAxes, [true, false, false]).map { orientation.forward[$0] != $1 }
    } else {
      fileAxes = [2, 1, 0]
      flipped = [false, false, false]
    }
    shape = fileAxes.map { grid.shape[$0] }
    spacing = fileAxes.map { grid.spacing[$0] }
  }

  /// A file voxel's index along the network's axis 0, 1, 2: z, y, x.
  func index(of voxel: Voxel, axis: Int) -> Int {
    let index = voxel[fileAxes[axis]]
    return flipped[axis] ? shape[axis] - 1 - index : index
  }

  /// The file voxel at indices along the network's axes.
  func voxel(z: Int, y: Int, x: Int) -> Voxel {
    var voxel = Voxel(0, 0, 0)
    place(z, 0, in: &voxel)
    place(y, 1, in: &voxel)
    place(x, 2, in: &voxel)
    return voxel
  }

  private func place(_ index: Int, _ axis: Int, in voxel: inout Voxel) {
    voxel[fileAxes[axis]] = flipped[axis] ? shape[axis] - 1 - index : index
  }

  /// The file's box of ranges along the network's axes.
  func box(_ ranges: [Range<Int>]) -> VoxelBox {
    var (lower, upper) = (Voxel(0, 0, 0), Voxel(0, 0, 0))
    for (axis, range) in ranges.enumerated() {
      let size = shape[axis]
      lower[fileAxes[axis]] = flipped[axis] ? size - range.upperBound : range.lowerBound
      upper[fileAxes[axis]] = flipped[axis] ? size - range.lowerBound : range.upperBound
    }
    return VoxelBox(lower: lower, upper: upper)
  }

  /// A file's box along the network's axes.
  func ranges(of box: VoxelBox) -> [Range<Int>] {
    (0..<3).map { axis in
      let (lower, upper) = (box.lower[fileAxes[axis]], box.upper[fileAxes[axis]])
      return flipped[axis] ? shape[axis] - upper..<shape[axis] - lower : lower..<upper
    }
  }
}
