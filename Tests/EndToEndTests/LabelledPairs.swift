import Foundation
import ImageFiles
import Imaging

extension Workplace {
  /// Writes `NAME_ct.nii.gz`, a ball of soft tissue in lung, and `NAME_mask.nii.gz`. Voxels of
  /// 1 x 1 x 2 mm.
  ///
  /// - Parameters:
  ///   - name: with the folders that it is to lie in.
  ///   - radius: in mm; 0 gives an empty mask, less than 1 a single voxel.
  ///   - offset: of the patient's origin, in mm.
  func makePair(_ name: String, radius: Double = 15, offset: Double = 0) throws {
    let shape = Voxel(64, 48, 20)
    let affine = Affine(
      columns: (SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 2)),
      translation: SIMD3(32 + offset, 24, -20))
    let grid = VoxelGrid(shape: shape, affine: affine)
    var voxels: [Int16] = []
    var mask = Mask(emptyOn: grid, box: grid.box)
    for z in 0..<shape.z {
      for y in 0..<shape.y {
        for x in 0..<shape.x {
          let place = SIMD3(Double(x - 32), Double(y - 24), Double(2 * (z - 10)))
          let isInside = radius > 0 && (place * place).sum() <= radius * radius
          voxels.append(isInside ? 40 : -850)
          if isInside { mask[Voxel(x, y, z)] = 1 }
        }
      }
    }
    let base = url(name)
    try FileManager.default.createDirectory(
      at: base.deletingLastPathComponent(), withIntermediateDirectories: true)
    try ImageFileWriter.writeVolume(
      Volume(grid: grid, voxels: voxels), to: base.path + "_ct.nii.gz")
    try ImageFileWriter.writeMask(mask, to: base.path + "_mask.nii.gz")
  }
}

extension Workplace {
  /// Writes a prediction that is `shift` voxels off a true mask.
  func makePrediction(_ name: String, of truth: String, shift: Int) throws {
    let truth = try ImageFileReader().readMask(url(truth).path)
    var mask = Mask(emptyOn: truth.grid, box: truth.grid.box)
    truth.forEachLabelled { voxel, label in
      let place = Voxel(voxel.x + shift, voxel.y, voxel.z)
      if truth.grid.contains(place) { mask[place] = label }
    }
    try FileManager.default.createDirectory(
      at: url(name).deletingLastPathComponent(), withIntermediateDirectories: true)
    try ImageFileWriter.writeMask(mask, to: url(name).path)
  }
}

/// Real lesions of the validation split, in the folder that `CALIPER_SHARED` names; no part of the
/// project.
enum SharedLesions {
  struct Lesion {
    let source: String
    let name: String
    /// Of the RECIST diameter, in mm.
    let length: Double
  }

  static let folder: URL = {
    let shared =
      ProcessInfo.processInfo.environment["CALIPER_SHARED"]
      ?? Program.packageRoot.deletingLastPathComponent().appendingPathComponent("shared").path
    return URL(fileURLWithPath: shared).appendingPathComponent("data/lesions")
  }()

  static let arePresent = FileManager.default.fileExists(
    atPath: folder.appendingPathComponent("index.tsv").path)

  /// The first lesion that the index lists of each source, by source.
  static func firstOfEachSource() throws -> [Lesion] {
    let index = try String(contentsOf: folder.appendingPathComponent("index.tsv"), encoding: .utf8)
    var first: [String: Lesion] = [:]
    for line in index.split(separator: "\n") {
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count > 6, fields[0] == "val", first[fields[1]] == nil else { continue }
      first[fields[1]] = Lesion(
        source: fields[1], name: fields[2], length: Double(fields[6]) ?? .nan)
    }
    return first.values.sorted { $0.source < $1.source }
  }
}
