import Annotations
import Foundation
import ImageFiles
import Imaging
import Viewer

/// Where a study's session and mask are kept: beside the image, `ct.nii.gz` as
/// `ct_caliper.json` and `ct_caliper_mask.nii.gz`.
struct StudyFiles: Sendable {
  let image: URL
  let session: URL
  let mask: URL
  let autosave: Autosave

  /// - Parameter isFresh: the work does not come from the session beside the image; where one is
  ///   there already, it is somebody's work and the new one gets a number.
  init(image path: String, isFresh: Bool, state: StateFolder = StateFolder()) {
    image = URL(fileURLWithPath: path)
    let base = Self.base(of: image)
    var stem = base
    var number = 2
    while isFresh, Self.exists(stem, "_mask.nii.gz") || Self.exists(stem, ".json") {
      stem = "\(base)-\(number)"
      number += 1
    }
    session = URL(fileURLWithPath: stem + ".json")
    mask = URL(fileURLWithPath: stem + "_mask.nii.gz")
    autosave = state.autosave(for: image)
  }

  /// The session beside an image, if there is one.
  static func savedSession(of path: String) -> URL? {
    let stem = base(of: URL(fileURLWithPath: path))
    return exists(stem, ".json") ? URL(fileURLWithPath: stem + ".json") : nil
  }

  private static func base(of image: URL) -> String {
    var path = image.path
    for suffix in [".gz", ".nii", ".hdr", ".img"] where path.hasSuffix(suffix) {
      path.removeLast(suffix.count)
    }
    return path + "_caliper"
  }

  private static func exists(_ stem: String, _ suffix: String) -> Bool {
    FileManager.default.fileExists(atPath: stem + suffix)
  }

  /// Writes mask and session.
  ///
  /// - Returns: the names of the files, safe to show.
  func save(_ snapshot: SessionSnapshot, image file: ImageFile) throws -> [String] {
    var names: [String] = []
    // The mask first: a session never names a mask that is not there.
    if let mask = snapshot.mask {
      try ImageFileWriter.writeMask(mask, like: file.header, to: self.mask.path)
      names.append(SafeText.escaped(self.mask.lastPathComponent))
    }
    try AtomicFile.write(document(snapshot, grid: file.volume.grid).json(), to: session.path)
    names.append(SafeText.escaped(session.lastPathComponent))
    autosave.remove()
    return names
  }

  /// The session document of a snapshot.
  func document(_ snapshot: SessionSnapshot, grid: VoxelGrid) -> SessionDocument {
    var document = SessionDocument(
      software: Caliper.software,
      image: SessionDocument.Image(file: image.lastPathComponent, grid: grid),
      lesions: snapshot.lesions.map {
        SessionDocument.Lesion(
          label: $0.id, a: $0.a, b: $0.b, grid: grid, measurement: $0.measurement)
      })
    document.mask = snapshot.mask == nil ? nil : mask.lastPathComponent
    return document
  }
}
