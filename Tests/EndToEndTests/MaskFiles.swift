import Foundation
import ImageFiles
import Imaging

extension Workplace {
  /// A ball of voxels that carry one label.
  struct Ball {
    var label: UInt8 = 1
    /// In voxels.
    var center = SIMD3<Double>(20, 16, 8)
    /// In mm.
    var radius = 9.0
  }

  /// Writes a label map with voxels of 1 x 1 x 2 mm, and the folders that it is to lie in.
  ///
  /// - Parameters:
  ///   - name: with its ending.
  ///   - offset: of the patient's origin, in mm.
  func makeMask(
    _ name: String, _ balls: [Ball] = [Ball()], shape: Voxel = Voxel(40, 32, 16),
    offset: Double = 0
  ) throws {
    let grid = VoxelGrid(
      shape: shape,
      affine: Affine(spacing: SIMD3(1, 1, 2), translation: SIMD3(offset - 20, -16, 30)))
    var mask = Mask(emptyOn: grid, box: grid.box)
    for z in 0..<shape.z {
      for y in 0..<shape.y {
        for x in 0..<shape.x {
          let voxel = Voxel(x, y, z)
          for ball in balls
          where grid.affine.vector(voxel.center - ball.center).length <= ball.radius {
            mask[voxel] = ball.label
          }
        }
      }
    }
    let file = url(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try ImageFileWriter.writeMask(mask, to: file.path)
  }

  func write(_ name: String, _ text: String) throws {
    let file = url(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func json(_ name: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: Data(contentsOf: url(name))) as? [String: Any] ?? [:]
  }
}
