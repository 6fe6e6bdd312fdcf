import Imaging

/// How the network's input lies in a volume: which box of voxels, in which axis order, pooled
/// by how much and padded to what.
///
/// The network's axes are the patient's, whatever the file's are: x to the left, y to
/// posterior, z to superior, as CT is usually stored. A volume stored in any of the 48
/// orientations thus gives the same input and the same mask. Only where the file states no
/// orientation are its own axes taken.
public struct CropGeometry: Equatable, Sendable {
  /// The voxels that are read, in the file's axes.
  public let box: VoxelBox
  /// The file axis along the network's z, y, x.
  let fileAxes: [Int]
  /// Whether the network's z, y, x run against the file's index.
  let flipped: [Bool]
  /// log2 of the pooling factor along z, y, x.
  let poolShift: [Int]
  /// Voxels of the box along z, y, x, before pooling.
  let boxShape: [Int]
  /// Voxels along z, y, x after pooling.
  public let pooledShape: [Int]
  /// `pooledShape` rounded up to multiples of the network's stride.
  public let paddedShape: [Int]

  /// - Parameters:
  ///   - margin: voxels around the diameter's bounding box.
  ///   - maximumVoxels: the two largest axes are halved until the crop has no more than this.
  ///   - stride: the network's total stride.
  public init(
    diameter: Diameter, grid: VoxelGrid, margin: Int, maximumVoxels: Int, stride: Int
  ) {
    box = VoxelBox(enclosing: [diameter.a, diameter.b])!.expanded(by: margin)
      .intersection(grid.box)
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
    let shape = box.shape
    boxShape = fileAxes.map { shape[$0] }
    var pooled = boxShape
    var shifts = [0, 0, 0]
    while pooled.reduce(1, *) > maximumVoxels {
      // Ties go to the earlier axis; an axis of one voxel cannot be halved.
      let largest = [0, 1, 2].sorted { (pooled[$0], $1) > (pooled[$1], $0) }.prefix(2)
      for axis in largest where pooled[axis] > 1 {
        pooled[axis] = (pooled[axis] + 1) / 2
        shifts[axis] += 1
      }
    }
    poolShift = shifts
    pooledShape = pooled
    paddedShape = pooled.map { ($0 + stride - 1) / stride * stride }
  }

  /// A voxel's continuous indices (z, y, x) in the pooled crop; a voxel's centre keeps its place
  /// in the patient, so half-voxel shifts of pooling are accounted for.
  public func position(of voxel: Voxel) -> SIMD3<Float> {
    var position = SIMD3<Float>()
    for axis in 0..<3 {
      let fileAxis = fileAxes[axis]
      let index =
        flipped[axis]
        ? box.upper[fileAxis] - 1 - voxel[fileAxis] : voxel[fileAxis] - box.lower[fileAxis]
      position[axis] = pooledIndex(index, axis: axis)
    }
    return position
  }

  /// Where an index of the unpooled crop lies among the pooled ones.
  func pooledIndex(_ index: Int, axis: Int) -> Float {
    (Float(index) + 0.5) / Float(1 << poolShift[axis]) - 0.5
  }

  /// The file voxel at indices (z, y, x) of the unpooled crop.
  func voxel(z: Int, y: Int, x: Int) -> Voxel {
    var voxel = Voxel(0, 0, 0)
    for (axis, index) in [z, y, x].enumerated() {
      let fileAxis = fileAxes[axis]
      voxel[fileAxis] =
        flipped[axis] ? box.upper[fileAxis] - 1 - index : box.lower[fileAxis] + index
    }
    return voxel
  }
}
