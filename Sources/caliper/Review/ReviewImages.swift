import Foundation
import ImageFiles

/// Finds the images of cases whose file does not name them.
struct ReviewImages {
  /// By the case's path below the folder, and those of one last component by that.
  private var byName: [String: String] = [:]
  private var byLastName: [String: [String]] = [:]

  /// - Parameter folder: where they are, also in folders below; `nil` to look beside masks alone.
  /// - Throws: ``CaseFailure`` where there is no image, or no folder.
  init(in folder: String?) throws {
    guard let folder else { return }
    let root = URL(fileURLWithPath: folder).standardizedFileURL.path
    guard FolderWalk.isFolder(folder) else {
      throw CaseFailure(
        "\(SafeText.escaped(folder)): there is no such folder; --images names the folder of the "
          + "images.")
    }
    for one in try CaseListing([folder], truth: nil, predictions: nil).cases {
      let path = URL(fileURLWithPath: one.image).standardizedFileURL.path
      let name = CaseNaming.caseName(String(path.dropFirst(root.count + 1)))
      byName[name] = byName[name] ?? one.image
      byLastName[Self.last(name), default: []].append(one.image)
    }
  }

  /// The image of a case; `nil` where none is found.
  ///
  /// - Parameter masks: it may lie beside one of these.
  func image(of name: String, beside masks: [String]) -> String? {
    if let known = byName[name] { return known }
    // Two cases of one name in two folders are two cases.
    if let known = byLastName[Self.last(name)], known.count == 1 { return known[0] }
    for mask in masks {
      let url = URL(fileURLWithPath: mask)
      let folder = url.deletingLastPathComponent().path
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      let base = CaseNaming.caseName(url.lastPathComponent)
      if let image = CaseNaming.image(of: base, among: Set(names), except: url.lastPathComponent) {
        return folder + "/" + image
      }
    }
    return nil
  }

  private static func last(_ name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? name
  }
}

extension CaseNaming {
  /// A file's name or path without its ending and the mark of an image or a mask: what files of one
  /// case have in common.
  static func caseName(_ path: String) -> String {
    let folder = path.hasPrefix("/") ? "" : (path as NSString).deletingLastPathComponent
    let file = (path as NSString).lastPathComponent
    let stem = stem(file) ?? file
    let mark = (predictionMarks + truthMarks).filter { stem.hasSuffix($0) && stem != $0 }
      .max { $0.count < $1.count }
    let name = mark.map { String(stem.dropLast($0.count)) } ?? stem
    return (folder.isEmpty ? "" : folder + "/") + base(name)
  }

  /// The image of a case among the files of a folder.
  static func image(of base: String, among names: Set<String>, except mask: String) -> String? {
    for mark in imageMarks + [""] {
      for ending in endings where names.contains(base + mark + ending) {
        if base + mark + ending != mask { return base + mark + ending }
      }
    }
    return nil
  }
}
