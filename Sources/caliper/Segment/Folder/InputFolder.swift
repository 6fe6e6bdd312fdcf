import ArgumentParser
import Foundation
import ImageFiles

/// The cases of a folder and those below it: every NIfTI file that is no mask and no RECIST label
/// map, and every `.npz`.
struct InputFolder {
  /// By name.
  private(set) var cases: [InputCase] = []

  /// Names that begin with a dot and folders below that hold results of this program are passed over;
  /// links are followed.
  ///
  /// - Parameter excluded: a folder that is passed over wherever it lies, such as that of the results.
  /// - Throws: ``CaseFailure`` where there is no image or a folder cannot be read, `ValidationError`
  ///   where two images have one name.
  init(at path: String, except excluded: String) throws {
    var seen: Set<String> = [Self.real(excluded)]
    let folder = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
    try search(folder, below: "", &seen)
    guard !cases.isEmpty else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): there is no image in this folder; give one that holds .nii, "
          + ".nii.gz or .npz files.")
    }
    cases.sort { ($0.name, $0.image) < ($1.name, $1.image) }
    for (first, second) in zip(cases, cases.dropFirst()) where first.name == second.name {
      throw ValidationError(
        "'\(SafeText.escaped(first.image))' and '\(SafeText.escaped(second.image))' are both case "
          + "'\(SafeText.escaped(first.name))'; rename one of them or take it out.")
    }
  }

  private mutating func search(
    _ folder: String, below place: String, _ seen: inout Set<String>
  ) throws {
    // A link that leads back up would never end.
    guard seen.insert(Self.real(folder)).inserted else { return }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw CaseFailure(
        "\(SafeText.escaped(folder)): the folder cannot be read; check its permissions.")
    }
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = folder == "/" ? folder + name : folder + "/" + name
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if isFolder.boolValue {
        // The masks there are named as images are.
        guard RecordFolder(path: path).recordFiles.isEmpty else { continue }
        try search(path, below: place + name + "/", &seen)
      } else if Self.isImage(name) {
        cases.append(InputCase(name: CaseNaming.caseName(place + name), image: path))
      }
    }
  }

  private static func isImage(_ name: String) -> Bool {
    if let stem = CaseNaming.stem(name) {
      return !CaseNaming.isMask(stem) && !CaseNaming.isLines(stem)
    }
    return name.hasSuffix(CaseNaming.archiveEnding) && name.count > CaseNaming.archiveEnding.count
  }

  /// A path by which one folder is known, whatever links lead to it.
  static func real(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }
}
