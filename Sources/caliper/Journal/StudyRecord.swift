import Annotations
import Imaging
import Viewer

/// A study that was read, as a journal has it: all but its voxels.
struct StudyRecord: Codable, Sendable {
  /// Work that was there when the study was opened.
  struct Restored: Codable, Sendable {
    var lesions: [LesionRecord]
    var isDone: Bool
    var isSaved: Bool
    /// Missing for the reader's own work.
    var isPrediction: Bool?
    /// The lesions of which only the mask is known; missing for none.
    var endsFromMask: [Int]?
  }

  struct Abandoned: Codable, Sendable {
    var id: String
    var time: String
    var lesions: [LesionRecord]
    var isDone: Bool
  }

  var study: StudyReference
  var name: String
  var warnings: [String]
  /// Which of the file's 3D images, from 0, and how many there are; missing for the only one.
  var frame: Int?
  var frames: Int?
  var restored: Restored?
  /// The true masks' hashes by label.
  var truth: [Int: String]?
  var abandoned: [Abandoned]

  init(_ loaded: LoadedStudy, masks: inout MaskLedger) throws(MaskCodeError) {
    let grid = loaded.volume.grid
    func records(_ lesions: [Lesion]) throws(MaskCodeError) -> [LesionRecord] {
      var records: [LesionRecord] = []
      for lesion in lesions {
        records.append(try LesionRecord(lesion, grid: grid, masks: &masks))
      }
      return records
    }
    study = StudyReference(loaded.volume)
    name = loaded.name
    warnings = loaded.warnings
    if loaded.frames > 1 { (frame, frames) = (loaded.frame, loaded.frames) }
    if let session = loaded.restored {
      restored = Restored(
        lesions: try records(session.lesions), isDone: session.isDone, isSaved: session.isSaved,
        isPrediction: session.isPrediction ? true : nil,
        endsFromMask: session.endsFromMask.isEmpty ? nil : session.endsFromMask.sorted())
    }
    if let truth = loaded.truth { self.truth = try Self.hashes(of: truth, masks: &masks) }
    abandoned = []
    for work in loaded.abandoned {
      abandoned.append(
        Abandoned(
          id: work.id, time: work.time, lesions: try records(work.lesions), isDone: work.isDone))
    }
  }

  /// The study again.
  ///
  /// - Parameter volume: read anew, and checked by ``study``.
  func loaded(_ volume: Volume, masks: RecordedMasks) throws -> LoadedStudy {
    let grid = volume.grid
    var loaded = LoadedStudy(
      volume: volume, name: name, warnings: warnings, frame: frame ?? 0, frames: frames ?? 1)
    if let restored {
      loaded.restored = RestoredSession(
        lesions: try restored.lesions.map { try $0.lesion(masks: masks, grid: grid) },
        isDone: restored.isDone, isSaved: restored.isSaved,
        isPrediction: restored.isPrediction ?? false,
        endsFromMask: Set(restored.endsFromMask ?? []))
    }
    if let truth { loaded.truth = try Self.labelMap(truth, masks: masks, grid: grid) }
    loaded.abandoned = try abandoned.map { work in
      AbandonedWork(
        id: work.id, time: work.time,
        lesions: try work.lesions.map { try $0.lesion(masks: masks, grid: grid) },
        isDone: work.isDone)
    }
    return loaded
  }

  // MARK: Label maps

  static func hashes(
    of mask: Mask, masks: inout MaskLedger
  ) throws(MaskCodeError) -> [Int: String] {
    var hashes: [Int: String] = [:]
    for (label, mask) in mask.byLabel() {
      hashes[label] = try masks.hash(of: mask, label: label)
    }
    return hashes
  }

  static func labelMap(
    _ hashes: [Int: String], masks: RecordedMasks, grid: VoxelGrid
  ) throws -> Mask {
    let parts = try hashes.sorted { $0.key < $1.key }.map { label, hash in
      try masks.mask(hash, on: grid, label: label)
    }
    return parts.isEmpty ? Mask(emptyOn: grid) : Mask.joined(parts, on: grid)
  }
}
