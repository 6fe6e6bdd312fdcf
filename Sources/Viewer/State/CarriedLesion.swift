import Imaging
import Recist

/// A lesion on its way to another study, by places in the patient.
struct CarriedLesion: Sendable {
  let id: Int
  let name: String
  let role: LesionRole
  let site: Site
  /// The ends in RAS mm.
  let a: SIMD3<Double>
  let b: SIMD3<Double>

  /// `nil` for a lesion that lacks an end.
  init?(_ lesion: Lesion, from grid: VoxelGrid) {
    guard let diameter = lesion.diameter else { return nil }
    id = lesion.id
    name = lesion.name
    role = lesion.role
    site = lesion.site
    a = grid.affine(diameter.a)
    b = grid.affine(diameter.b)
  }

  /// The lesion at the same places of another grid, in the axial slice of its middle.
  ///
  /// - Returns: `nil` where its middle lies outside, or both ends become one voxel.
  func lesion(on grid: VoxelGrid) -> Lesion? {
    let middle = grid.nearestVoxel(to: (a + b) / 2)
    guard grid.contains(middle) else { return nil }
    let axis = DisplayPlane(.axial, of: grid).sliceAxis
    func end(_ place: SIMD3<Double>) -> Voxel {
      var voxel = grid.clamped(grid.nearestVoxel(to: place))
      voxel[axis] = middle[axis]
      return voxel
    }
    guard end(a) != end(b) else { return nil }
    var lesion = Lesion(id: id, a: end(a), b: end(b))
    lesion.name = name
    lesion.role = role
    lesion.site = site
    lesion.isUnconfirmed = true
    return lesion
  }
}
