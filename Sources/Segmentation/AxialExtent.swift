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
    var best = (Diameter(voxels[0], voxels[0]), -1.0)
    let ends = Self.lineEnds(of: voxels)
    let positions = ends.map { affine($0) }
    for first in ends.indices {
      for second in first..<ends.endIndex {
        let offset = positions[first] - positions[second]
        let squared = (offset * offset).sum()
        if squared > best.1 { best = (Diameter(ends[first], ends[second]), squared) }
      }
    }
    longAxis = best.0
    longMillimetres = best.1.squareRoot()
  }

  /// The farthest pair are corners of the convex hull, and every corner is the first or last
  /// voxel of its line along the axis that is walked: a few hundred candidates at most.
  private static func lineEnds(of voxels: [Voxel]) -> [Voxel] {
    let box = VoxelBox(enclosing: voxels)!
    let shape = box.shape
    // Lines run along the longest side, so that they are few.
    let axis = [0, 1, 2].max { shape[$0] < shape[$1] }!
    var lines: [Voxel: (Voxel, Voxel)] = [:]
    for voxel in voxels {
      var line = voxel
      line[axis] = 0
      guard let (first, last) = lines[line] else {
        lines[line] = (voxel, voxel)
        continue
      }
      if voxel[axis] < first[axis] { lines[line] = (voxel, last) }
      if voxel[axis] > last[axis] { lines[line] = (first, voxel) }
    }
    let ends = lines.values.flatMap { $0.0 == $0.1 ? [$0.0] : [$0.0, $0.1] }
    return ends.sorted { ($0.z, $0.y, $0.x) < ($1.z, $1.y, $1.x) }
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
    for voxel in Self.lineEnds(of: voxels) {
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
