/// A disc in one displayed slice: the voxels whose centres lie within a radius, in mm through the
/// affine, of a voxel's centre. What a brush paints and what statistics are read over.
public struct RegionOfInterest: Hashable, Sendable {
  public let center: Voxel
  /// At least 0, where the region is the one voxel.
  public let radiusMillimetres: Double
  /// The voxel axis across the disc's slice.
  public let sliceAxis: Int

  private init(_ center: Voxel, _ radius: Double, sliceAxis: Int) {
    self.center = center
    // Anything that is no length is none.
    radiusMillimetres = radius > 0 ? radius : 0
    self.sliceAxis = sliceAxis
  }

  /// A disc in the slice of `plane` that holds `center`.
  public static func disc(
    at center: Voxel, radiusMillimetres: Double, in plane: DisplayPlane
  ) -> RegionOfInterest {
    RegionOfInterest(center, radiusMillimetres, sliceAxis: plane.sliceAxis)
  }

  /// A box of the grid that holds all of the region's voxels.
  public func box(on grid: VoxelGrid) -> VoxelBox {
    let affine = grid.affine
    var box = VoxelBox(
      lower: center, upper: Voxel(center.x + 1, center.y + 1, center.z + 1))
    for axis in 0..<3 where axis != sliceAxis {
      let other = affine.column(3 - axis - sliceAxis)
      // How far the disc reaches along an index: the radius over the distance between the lines on
      // which the index is constant.
      let distance = affine.column(axis).cross(other).length / other.length
      let reach = radiusMillimetres / distance
      // On a singular grid all indices may be near.
      let steps = Int(min(reach.isNaN ? .infinity : reach + 1e-6, 1e9))
      box.lower[axis] -= steps
      box.upper[axis] += steps
    }
    return grid.box.intersection(box)
  }

  /// Calls `body` with the region's voxels in `limits` as runs along the voxel axis x: the first
  /// voxel, and how many there are. A disc is convex, so that a row has one run at most.
  public func forEachRun(
    on grid: VoxelGrid, in limits: VoxelBox, _ body: (_ start: Voxel, _ count: Int) -> Void
  ) {
    let box = box(on: grid).intersection(limits)
    // A centre exactly on the rim belongs to the region, whatever the rounding.
    let limit = radiusMillimetres * radiusMillimetres * (1 + 1e-9)
    let step = grid.affine.column(0)
    let (lower, upper) = (box.lower, box.upper)
    for z in lower.z..<upper.z {
      for y in lower.y..<upper.y {
        let row = grid.affine.vector(
          SIMD3(Double(-center.x), Double(y - center.y), Double(z - center.z)))
        func isInside(_ x: Int) -> Bool {
          let offset = row + step * Double(x)
          return (offset * offset).sum() <= limit || offset == .zero
        }
        guard let first = (lower.x..<upper.x).first(where: isInside) else { continue }
        var end = upper.x
        while !isInside(end - 1) { end -= 1 }
        body(Voxel(first, y, z), end - first)
      }
    }
  }
}
