import Foundation

/// Paths that stay true when a folder is moved with all that it holds.
enum RelativePath {
  /// The path of a file as it is opened from a folder. Links on the way to both are resolved, since
  /// `..` leads out of where a link points to; one that is the file itself is kept.
  ///
  /// - Parameters:
  ///   - path: as it is opened from the working directory.
  ///   - folder: that exists, opened in the same way.
  static func of(_ path: String, from folder: String) -> String {
    let file = URL(fileURLWithPath: path)
    let place = parts(file.deletingLastPathComponent().path)
    let start = parts(folder.isEmpty ? "." : folder)
    let shared = zip(place, start).prefix { $0 == $1 }.count
    let up = [String](repeating: "..", count: start.count - shared)
    return (up + place.dropFirst(shared) + [file.lastPathComponent]).joined(separator: "/")
  }

  /// The path of a file as it is opened from here.
  ///
  /// - Parameters:
  ///   - path: as it is opened from a folder.
  ///   - folder: as it is opened from here.
  static func resolved(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : (folder.isEmpty ? "." : folder) + "/" + path
  }

  private static func parts(_ folder: String) -> [String] {
    URL(fileURLWithPath: folder).resolvingSymlinksInPath().standardizedFileURL.path
      .split(separator: "/").map(String.init)
  }
}
