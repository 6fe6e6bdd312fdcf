import Foundation
import ImageFiles

/// The files of one sort in a folder and in those below it, by the names of their cases: a path
/// below the folder, without a file's ending and without the mark that says what it is.
struct CaseFolder {
  /// A path for each case, as it is to be opened.
  private(set) var paths: [String: String] = [:]
  /// Cases for which several files would do equally well, a sentence each.
  private(set) var problems: [String: String] = [:]
  /// Files without a mark that were taken for images, of cases that have no mask.
  private(set) var unmarked: [String] = []

  /// - Parameters:
  ///   - kinds: the files that are wanted, the best first: of two kinds in one case that which comes
  ///     first is taken. Where true masks are wanted most, names without a mark are passed over in a
  ///     folder in which others have the mark of one: they are its images.
  ///   - isPassedOver: tells of a folder below whether it is left out.
  /// - Throws: ``CaseFailure`` where a folder cannot be read.
  init(
    _ path: String, kinds: [MaskNaming.Kind],
    unless isPassedOver: (_ folder: String) -> Bool = { _ in false }
  ) throws {
    var found: [String: [MaskNaming.Kind: [String]]] = [:]
    var images: [String: String] = [:]
    var marked: (folder: String, areThere: Bool)?
    try FolderWalk.forEachFile(below: path, unless: isPassedOver) { file in
      guard let naming = MaskNaming(file.name), kinds.contains(naming.kind) else { return }
      let name = String(file.place.dropLast(file.name.count)) + naming.base
      if kinds.first == .truth, naming.kind != .truth {
        if marked?.folder != file.folder {
          let areThere = file.siblings.contains { MaskNaming($0)?.kind == .truth }
          marked = (file.folder, areThere)
        }
        if marked?.areThere == true {
          images[name] = file.path
          return
        }
      }
      found[name, default: [:]][naming.kind, default: []].append(file.path)
    }
    unmarked = images.filter { found[$0.key] == nil }.values.sorted()
    for (name, files) in found {
      guard let best = kinds.lazy.compactMap({ files[$0] }).first else { continue }
      if best.count == 1 {
        paths[name] = best[0]
      } else {
        problems[name] =
          "\(SafeText.escaped(best[0])): \(SafeText.escaped(best[1])) is named as the same case; "
          + "keep one of them."
      }
    }
  }

  /// The cases whose names end with a name that no other's ends with, by that.
  var byLastComponent: [String: String] {
    let groups = Dictionary(grouping: paths.keys) { Self.lastComponent($0) }
    return groups.compactMapValues { $0.count == 1 ? $0[0] : nil }
  }

  static func lastComponent(_ name: String) -> String {
    String(name.split(separator: "/").last ?? "")
  }
}
