import Foundation
import Viewer

extension FolderListing {
  /// Lists a folder as the reader typed it: "" for the one the program runs in, else with a "/" at
  /// its end.
  init(reading folder: String) {
    let path = folder.isEmpty ? "." : folder
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      self.init(folder: folder, entries: [], problem: "the folder \(folder) cannot be read")
      return
    }
    // More names than a reader goes through with Tab; looking at each takes time over a network.
    let entries = names.sorted().prefix(Self.limit).map { name in
      var isFolder = ObjCBool(false)
      _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
      return Entry(name: name, isFolder: isFolder.boolValue)
    }
    self.init(folder: folder, entries: entries)
  }

  private static let limit = 5000
}
