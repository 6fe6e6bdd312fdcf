import Foundation
import ImageFiles

/// Which file a path leads to, whatever its name: the same for links to one file.
struct FileIdentity: Hashable {
  private let device: dev_t
  private let inode: ino_t

  /// `nil` when there is no file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = status.st_dev
    inode = status.st_ino
  }

  /// Finds out before the work is done whether its result can be written.
  static func checkFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard FolderWalk.isFolder(folder) else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): there is no folder \(SafeText.escaped(folder)); make it first.")
    }
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): the folder \(SafeText.escaped(folder)) cannot be written to; "
          + "choose another.")
    }
  }
}
