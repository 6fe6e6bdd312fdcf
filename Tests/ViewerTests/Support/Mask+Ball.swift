import Imaging

extension Mask {
  /// A ball as lesion `label`: the voxels whose centres lie within a radius of a voxel's centre.
  static func ball(
    at center: Voxel, radiusMillimetres radius: Double, label: UInt8, on grid: VoxelGrid
  ) -> Mask {
    var mask = Mask(emptyOn: grid)
    let plane = DisplayPlane(.axial, of: grid)
    for slice in 0..<grid.shape[plane.sliceAxis] {
      var middle = center
      middle[plane.sliceAxis] = slice
      let offset = grid.affine.distance(middle, center)
      guard offset <= radius else { continue }
      let across = (radius * radius - offset * offset).squareRoot()
      mask = mask.painting(
        .disc(at: middle, radiusMillimetres: across, in: plane), label: label)
    }
    return mask
  }
}
