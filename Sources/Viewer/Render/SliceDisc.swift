import Imaging

/// The rim of a ``RegionOfInterest`` as it is drawn: a disc around a voxel's centre in a displayed
/// slice, through the grid's affine.
struct SliceDisc: Sendable {
  /// One display voxel to the right and down, in mm.
  private let across: SIMD3<Double>
  private let down: SIMD3<Double>
  private let radius: Double

  init(diameterMillimetres: Double, plane: DisplayPlane, grid: VoxelGrid) {
    across = grid.affine.column(plane.columnAxis) * (plane.columnFlipped ? -1 : 1)
    down = grid.affine.column(plane.rowAxis) * (plane.rowFlipped ? -1 : 1)
    radius = diameterMillimetres / 2
  }

  /// Whether a place, in display voxels from the disc's centre, lies in it; the centre always does.
  func contains(_ offset: SIMD2<Double>) -> Bool {
    let place = across * offset.x + down * offset.y
    // A centre exactly on the rim belongs to the disc, whatever the rounding.
    return (place * place).sum() <= radius * radius * (1 + 1e-9) || offset == .zero
  }

  /// How many voxels the disc extends across and down from its centre, at most.
  var reach: SIMD2<Int> {
    func steps(_ axis: SIMD3<Double>, _ other: SIMD3<Double>) -> Int {
      // The radius over the distance of the lines on which the index is constant.
      let distance = axis.cross(other).length / other.length
      return Int((radius / distance).rounded(.up).clamped(to: Self.farthest))
    }
    return SIMD2(steps(across, down), steps(down, across))
  }

  /// More voxels than this on a side come from broken spacings.
  private static var farthest: Double { 1000 }
}
