import Foundation

/// Paths in a file that is reviewed.
enum ReviewPath {
  /// Relative paths begin in the file's folder.
  static func absolute(_ path: String, in folder: String) -> String {
    URL(fileURLWithPath: RelativePath.resolved(path, in: folder)).standardizedFileURL.path
  }

  /// A prediction: nnU-Net names it by its path on the machine that made it, and writes its summary
  /// beside it, so that it may have come here with the summary.
  static func moved(_ path: String, in folder: String) -> String {
    let there = absolute(path, in: folder)
    let here = folder + "/" + URL(fileURLWithPath: path).lastPathComponent
    return !exists(there) && exists(here) ? here : there
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
