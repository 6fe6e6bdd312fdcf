import Foundation
import ImageFiles

/// Finds the image of a case whose masks are known: in a folder of images, or beside a mask.
struct CaseImages {
  private let paths: [String: String]
  private let byLastComponent: [String: String]

  /// - Parameter folder: where they are, also in folders below; `nil` to look beside masks alone.
  /// - Throws: ``CaseFailure`` where it is no folder or cannot be read.
  init(in folder: String?) throws {
    guard let folder else {
      (paths, byLastComponent) = ([:], [:])
      return
    }
    guard FolderWalk.isFolder(folder) else {
      throw CaseFailure(
        "\(SafeText.escaped(folder)): there is no such folder; --images names the folder of the "
          + "images.")
    }
    let images = try CaseFolder(folder, kinds: [.image, .bare, .archive])
    (paths, byLastComponent) = (images.paths, images.byLastComponent)
  }

  /// The folder's image of a case, by its whole name, or by the last part of it where one image alone
  /// is called so: two cases of one name in two folders are two cases.
  subscript(name: String) -> String? {
    paths[name] ?? byLastComponent[CaseFolder.lastComponent(name)].flatMap { paths[$0] }
  }

  /// The image in the folder of a case's masks: one that is marked as such, else the file with the
  /// case's name alone, else the archive that a mask is from.
  ///
  /// - Parameter masks: are no images, however they are named; looked beside in this order.
  static func beside(_ masks: [String]) -> String? {
    let own = Set(masks.compactMap { FileIdentity($0) })
    for mask in masks {
      let file = (mask as NSString).lastPathComponent
      guard let base = MaskNaming(file)?.base else { continue }
      for mark in CaseNaming.imageMarks + [""] {
        for ending in CaseNaming.endings + [CaseNaming.archiveEnding] {
          let path = mask.dropLast(file.count) + base + mark + ending
          if let image = FileIdentity(String(path)), !own.contains(image) { return String(path) }
        }
      }
    }
    return masks.first {
      CaseNaming.archiveStem($0) != nil && (try? ImageFileReader().readHeader($0)) != nil
    }
  }
}
