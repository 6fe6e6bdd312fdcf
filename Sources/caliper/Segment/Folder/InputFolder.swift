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
    let excluded = FolderWalk.real(excluded)
    func isPassedOver(_ folder: String) -> Bool {
      // Masks among results are named as images are.
      FolderWalk.real(folder) == excluded || !RecordFolder(path: folder).recordFiles.isEmpty
    }
    try FolderWalk.forEachFile(below: path, unless: isPassedOver) { file in
      guard Self.isImage(file.name) else { return }
      cases.append(InputCase(name: CaseNaming.caseName(file.place), image: file.path))
    }
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

  private static func isImage(_ name: String) -> Bool {
    if let stem = CaseNaming.stem(name) {
      return !CaseNaming.isMask(stem) && !CaseNaming.isLines(stem)
    }
    return name.hasSuffix(CaseNaming.archiveEnding) && name.count > CaseNaming.archiveEnding.count
  }
}
