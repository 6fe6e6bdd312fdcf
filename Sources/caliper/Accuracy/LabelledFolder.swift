import Foundation
import ImageFiles

/// A folder of CTs whose lesions are known: `NAME_ct.nii.gz` beside `NAME_mask.nii.gz`, either of
/// them `.nii` too, in it and in the folders below.
struct LabelledFolder {
  /// A CT and its true mask.
  struct Pair {
    /// The folder that holds it, below the one that was searched (there: its name), made safe to
    /// show.
    let source: String
    /// What both files' names begin with, made safe to show.
    let name: String
    let image: String
    let mask: String
  }

  /// By path.
  private(set) var pairs: [Pair] = []
  /// What was found and cannot be used, a sentence each.
  private(set) var problems: [String] = []

  private static let endings = [".nii.gz", ".nii"]

  /// Looks for pairs. Names that begin with a dot are passed over, and links to folders are not
  /// followed.
  ///
  /// - Throws: ``CaseFailure`` where `path` is no folder that can be read.
  init(at path: String) throws {
    guard FolderWalk.isFolder(path) else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): there is no such folder; give one that holds pairs of "
          + "NAME_ct.nii.gz and NAME_mask.nii.gz.")
    }
    search(URL(fileURLWithPath: path).standardizedFileURL, shown: path, below: "")
  }

  /// - Parameter place: the folder's path below the one that was given; empty for that itself.
  private mutating func search(_ folder: URL, shown path: String, below place: String) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      problems.append(
        "\(SafeText.escaped(path)): the folder cannot be read; check its permissions.")
      return
    }
    let present = Set(names)
    let shownFolder = path.hasSuffix("/") ? path : path + "/"
    for stem in Set(names.compactMap(Self.stem)).sorted() {
      let (images, masks) = (files(stem, "_ct", present), files(stem, "_mask", present))
      if images.count == 1, masks.count == 1 {
        pairs.append(
          Pair(
            source: SafeText.escaped(place.isEmpty ? folder.lastPathComponent : place),
            name: SafeText.escaped(stem),
            image: shownFolder + images[0], mask: shownFolder + masks[0]))
      } else {
        problems.append(Self.problem(at: shownFolder + stem, images: images, masks: masks))
      }
    }
    for name in names {
      let child = folder.appendingPathComponent(name)
      let kind = try? FileManager.default.attributesOfItem(atPath: child.path)[.type]
      if kind as? FileAttributeType == .typeDirectory {
        search(
          child, shown: shownFolder + name, below: place.isEmpty ? name : place + "/" + name)
      }
    }
  }

  private func files(_ stem: String, _ half: String, _ present: Set<String>) -> [String] {
    Self.endings.map { stem + half + $0 }.filter(present.contains)
  }

  /// What a file's name begins with, where it names half of a pair.
  private static func stem(_ name: String) -> String? {
    for half in ["_ct", "_mask"] {
      for ending in endings where name.hasSuffix(half + ending) {
        return String(name.dropLast(half.count + ending.count))
      }
    }
    return nil
  }

  private static func problem(at stem: String, images: [String], masks: [String]) -> String {
    let reason =
      if images.isEmpty {
        "there is a mask without its CT; put it beside the mask as NAME_ct.nii.gz"
      } else if masks.isEmpty {
        "there is a CT without its mask; put it beside the CT as NAME_mask.nii.gz"
      } else {
        "one half is there both as .nii and as .nii.gz; keep one of them"
      }
    return "\(SafeText.escaped(stem)): \(reason)."
  }
}
