import Foundation
import ImageFiles

/// The files in a folder and in those below it.
enum FolderWalk {
  struct File {
    /// The path of the folder that holds it.
    let folder: String
    /// The path below the folder that was walked, its name included.
    let place: String
    let name: String
    /// Every name in the folder that holds it.
    let siblings: Set<String>

    var path: String { folder + "/" + name }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// A path by which one folder is known, whatever links lead to it.
  static func real(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  /// Calls `body` with every file, by path. Names that begin with a dot are passed over; links to
  /// folders are followed, none twice.
  ///
  /// - Parameter isPassedOver: tells of a folder below whether it is left out.
  /// - Throws: ``CaseFailure`` where a folder cannot be read, and what `body` throws.
  static func forEachFile(
    below path: String, unless isPassedOver: (_ folder: String) -> Bool = { _ in false },
    _ body: (File) throws -> Void
  ) throws {
    // A link that leads back up would never end.
    var seen: Set<String> = [real(path)]
    func walk(_ folder: String, below place: String) throws {
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: folder)
          .filter { !$0.hasPrefix(".") }.sorted()
      } catch {
        throw CaseFailure(
          "\(SafeText.escaped(folder)): the folder cannot be read; check its permissions.")
      }
      let present = Set(names)
      for name in names {
        let child = folder + "/" + name
        if isFolder(child) {
          guard seen.insert(real(child)).inserted, !isPassedOver(child) else { continue }
          try walk(child, below: place + name + "/")
        } else {
          try body(File(folder: folder, place: place + name, name: name, siblings: present))
        }
      }
    }
    try walk(path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path, below: "")
  }
}
