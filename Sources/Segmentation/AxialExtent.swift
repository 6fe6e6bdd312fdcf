import Imaging

/// The axes of a lesion's section in one axial slice, as RECIST 1.1 defines them.
public struct AxialExtent: Sendable {
  /// The farthest pair of voxel centres.
  public let longAxis: Diameter
  public let longMillimetres: Double
  private let voxels: [Voxel]

  /// - Parameter voxels: at least one, all of one axial slice.
  public init(of voxels: [Voxel], affine: Affine) {
    self.voxels = voxels
    longAxis = Diameter(longestOf: voxels, affine: affine)
    longMillimetres = affine.distance(longAxis.a, longAxis.b)
  }

  /// The longest chord perpendicular to the long axis in this slice, in mm.
  ///
  /// Voxels are sorted into strips across the long axis, and a strip's extent is the chord there.
  public func shortMillimetres(affine: Affine) -> Double {
    let origin = affine(longAxis.a)
    let direction = affine(longAxis.b) - origin
    guard direction.length > 0 else { return 0 }
    let along = direction / direction.length
    // The plane's second direction: what is left of any voxel offset beside `along`.
    guard let across = perpendicular(to: along, affine: affine) else { return 0 }
    let width = stripWidth(affine: affine)
    var strips: [Int: (lower: Double, upper: Double)] = [:]
    for voxel in voxels {
      let offset = affine(voxel) - origin
      let strip = Int(((offset * along).sum() / width).rounded())
      let height = (offset * across).sum()
      let known = strips[strip] ?? (height, height)
      strips[strip] = (min(known.lower, height), max(known.upper, height))
    }
    return strips.values.map { $0.upper - $0.lower }.max() ?? 0
  }

  private func perpendicular(to along: SIMD3<Double>, affine: Affine) -> SIMD3<Double>? {
    let origin = affine(longAxis.a)
    var best: (SIMD3<Double>, Double)?
    for voxel in voxels.lineEnds {
      let offset = affine(voxel) - origin
      let rest = offset - along * (offset * along).sum()
      if rest.length > (best?.1 ?? 1e-9) { best = (rest / rest.length, rest.length) }
    }
    return best?.0
  }

  /// One step of the coarser in-plane axis: a narrower strip could fall between two lines.
  private func stripWidth(affine: Affine) -> Double {
    let shape = VoxelBox(enclosing: voxels)!.shape
    let inPlane = (0..<3).filter { shape[$0] > 1 }
    return inPlane.map { affine.column($0).length }.max() ?? 1
  }
}
