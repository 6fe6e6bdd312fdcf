import Imaging
import Viewer

/// What had come of a study that was being read, as a journal has it: all but the voxels.
struct PartRecord: Codable, Sendable {
  var name: String
  var warnings: [String]
  /// Which of the file's 3D images, from 0, and how many there are; missing for the only one.
  var frame: Int?
  var frames: Int?
  /// Slices along the file's slowest axis that were there.
  var slices: Int
  /// 0…1 of the file.
  var fraction: Double

  init(_ study: LoadedStudy, _ fraction: Double) {
    name = study.name
    warnings = study.warnings
    if study.frames > 1 { (frame, frames) = (study.frame, study.frames) }
    slices = study.volume.box.upper.z
    self.fraction = fraction
  }

  /// The part again.
  ///
  /// - Throws: ``CaseFailure`` for more slices than the study has.
  func part(of volume: Volume) throws -> LoadedStudy {
    guard (0...volume.grid.shape.z).contains(slices) else {
      throw CaseFailure("it names \(slices) slices of a study that has \(volume.grid.shape.z).")
    }
    return LoadedStudy(
      volume: volume.first(slices: slices), name: name, warnings: warnings, frame: frame ?? 0,
      frames: frames ?? 1)
  }
}
