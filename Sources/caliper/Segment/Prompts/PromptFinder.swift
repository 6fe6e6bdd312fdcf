import ArgumentParser
import Foundation
import ImageFiles

/// Finds the diameters of each case of a folder: where they were said to be, else beside the image.
struct PromptFinder: Sendable {
  private enum Place: Sendable {
    /// A file with the diameters of several cases, by case.
    case list([String: PromptSource], file: String)
    /// A folder of files that are named as the cases are.
    case folder(String, kinds: [Kind])
    case beside
  }

  /// What a case's own file of diameters may be.
  private enum Kind: Sendable { case map, document }

  private let place: Place
  /// Rows, or cases, of the list that belong to none of the cases.
  let passedOver: Int

  /// - Parameters:
  ///   - prompts: `--prompts`: a table, a document of several cases, or a folder.
  ///   - maps: `--recist-map`: a folder.
  /// - Throws: ``CaseFailure`` for a file that cannot be read, `ValidationError` where a name of the
  ///   list fits two cases.
  init(prompts: String?, maps: String?, cases: [InputCase]) throws {
    if let maps {
      place = .folder(maps, kinds: [.map])
      passedOver = 0
    } else if let prompts, Self.isFolder(prompts) {
      place = .folder(prompts, kinds: [.map, .document])
      passedOver = 0
    } else if let prompts {
      let (entries, counts) = try Self.list(prompts)
      let found = try Self.assign(entries, to: cases, file: prompts)
      place = .list(found.sources, file: prompts)
      passedOver = entries.keys.filter { !found.used.contains($0) }
        .reduce(0) { $0 + (counts[$1] ?? 1) }
    } else {
      place = .beside
      passedOver = 0
    }
  }

  /// - Returns: what was found, which need not be usable.
  func source(of one: InputCase) -> PromptSource {
    switch place {
    case .list(let sources, let file):
      return sources[one.name]
        ?? .refused("\(SafeText.escaped(file)): it names no diameter of this case; add one.")
    case .folder(let folder, let kinds):
      // The folders below are as they are below the images, or all files lie side by side.
      for name in [one.name, one.lastComponent] {
        if let found = Self.file(folder + "/" + name, kinds, bare: true, except: one.image) {
          return found
        }
      }
      return .refused(
        "\(SafeText.escaped(folder)): no file there is named for this case; name it "
          + "\(SafeText.escaped(one.lastComponent))_recist.nii.gz"
          + (kinds.contains(.document)
            ? " or \(SafeText.escaped(one.lastComponent))_prompts.json." : "."))
    case .beside: return Self.beside(one)
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  // MARK: Lists

  private static func list(
    _ path: String
  ) throws -> (entries: [String: PromptSource], counts: [String: Int]) {
    let data = try CaseFailure.wrapping { try SmallFile.read(path) }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CaseFailure("\(SafeText.escaped(path)): the file is no UTF-8 text; save it as such.")
    }
    // A document begins with a brace, a table with the names of its columns.
    if text.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }) == "{"
    {
      return (try PromptCollection(json: data, file: path).entries, [:])
    }
    let table = try PromptTable(text, file: path)
    return (table.entries, table.rowCounts)
  }

  /// An entry belongs to the case of its name, else to the one whose name ends with it.
  private static func assign(
    _ entries: [String: PromptSource], to cases: [InputCase], file: String
  ) throws -> (sources: [String: PromptSource], used: Set<String>) {
    var sources: [String: PromptSource] = [:]
    var used: [String: InputCase] = [:]
    for one in cases {
      if let entry = entries[one.name] {
        sources[one.name] = entry
        used[one.name] = one
      } else if let entry = entries[one.lastComponent] {
        if let other = used[one.lastComponent] {
          throw ValidationError(
            "'\(SafeText.escaped(file))': '\(SafeText.escaped(one.lastComponent))' fits both "
              + "'\(SafeText.escaped(other.name))' and '\(SafeText.escaped(one.name))'; write the "
              + "whole names there.")
        }
        sources[one.name] = entry
        used[one.lastComponent] = one
      }
    }
    return (sources, Set(used.keys))
  }

  // MARK: Files

  private static func beside(_ one: InputCase) -> PromptSource {
    let folder = (one.image as NSString).deletingLastPathComponent
    if let found = file(
      folder + "/" + one.lastComponent, [.map], bare: false, except: one.image)
    {
      return found
    }
    let document = folder + "/" + one.lastComponent + "_prompts.json"
    if FileManager.default.fileExists(atPath: document) { return .document(document) }
    if let session = StudyFiles.sessions(of: URL(fileURLWithPath: one.image)).first {
      return .document(session.path)
    }
    if one.image.hasSuffix(CaseNaming.archiveEnding) { return .array(one.image) }
    let name = SafeText.escaped(one.lastComponent)
    return .refused(
      "\(SafeText.escaped(one.image)): no diameters are beside it; give \(name)_recist.nii.gz or "
        + "\(name)_prompts.json there, or name a table by --prompts.")
  }

  /// The file of one of some kinds whose path begins so.
  ///
  /// - Parameters:
  ///   - bare: whether it may have no mark.
  ///   - image: is no map of itself.
  private static func file(
    _ path: String, _ kinds: [Kind], bare: Bool, except image: String
  ) -> PromptSource? {
    let own = bare ? [""] : []
    func first(_ marks: [String], _ endings: [String]) -> String? {
      marks.flatMap { mark in endings.map { path + mark + $0 } }.first {
        FileIdentity($0) != nil && FileIdentity($0) != FileIdentity(image)
      }
    }
    if kinds.contains(.map),
      let map = first(CaseNaming.lineMarks + own, CaseNaming.endings)
    {
      return .map(map)
    }
    if kinds.contains(.document),
      let document = first(CaseNaming.documentMarks + own, [".json"])
    {
      return .document(document)
    }
    return nil
  }
}
