import Imaging
import Phantom

extension PhantomStudy {
  /// The study that the anatomy and lesion tests look at, made once: all lesions, finer than
  /// needed to tell organs apart and coarse enough to be quick.
  static let shared = Result {
    try Phantom.generate(Phantom.Options(shape: Voxel(192, 192, 96), spacing: SIMD3(2, 2, 4)))
  }

  /// The voxel at a place of the phantom's frame, in mm.
  func voxel(_ place: SIMD3<Double>) -> Voxel {
    guard let index = volume.grid.affine.voxelIndex(ofMillimetres: place + Phantom.origin) else {
      return Voxel(0, 0, 0)
    }
    return volume.grid.clamped(
      Voxel(Int(index.x.rounded()), Int(index.y.rounded()), Int(index.z.rounded())))
  }

  /// Mean HU in a small cube about a place of the phantom's frame, in mm.
  func meanHU(_ x: Double, _ y: Double, _ z: Double, reach: Int = 1) -> Double {
    let center = voxel(SIMD3(x, y, z))
    let box = VoxelBox(enclosing: [center])?.expanded(by: reach) ?? volume.grid.box
    let values = voxels(of: volume.grid.box.intersection(box)).map { volume[$0] }
    return values.reduce(0, +) / Double(values.count)
  }

  func voxels(of box: VoxelBox) -> [Voxel] {
    (box.lower.z..<box.upper.z).flatMap { z in
      (box.lower.y..<box.upper.y).flatMap { y in
        (box.lower.x..<box.upper.x).map { Voxel($0, y, z) }
      }
    }
  }

  /// HU of the voxels of a lesion none of whose neighbours lies outside it.
  func coreHU(of label: UInt8) -> [Double] {
    labelled(label).filter { voxel in
      neighbours(voxel).allSatisfy { mask[$0] == label }
    }.map { volume[$0] }
  }

  /// HU of the voxels between 3 and 8 mm from a lesion.
  func shellHU(of label: UInt8) -> [Double] {
    guard let bounds = mask.bounds(of: label) else { return [] }
    let surface = labelled(label).filter { voxel in
      neighbours(voxel).contains { mask[$0] != label }
    }
    let around = volume.grid.box.intersection(bounds.expanded(by: 4))
    return voxels(of: around).filter { voxel in
      guard mask[voxel] == 0 else { return false }
      let nearest = surface.lazy.map { volume.grid.affine.distance($0, voxel) }.min() ?? 0
      return nearest > 3 && nearest < 8
    }.map { volume[$0] }
  }

  func labelled(_ label: UInt8) -> [Voxel] {
    var voxels: [Voxel] = []
    mask.forEachLabelled { if $1 == label { voxels.append($0) } }
    return voxels
  }

  private func neighbours(_ voxel: Voxel) -> [Voxel] {
    (0..<3).flatMap { axis in
      [-1, 1].map { step in
        var neighbour = voxel
        neighbour[axis] += step
        return neighbour
      }
    }
  }
}
