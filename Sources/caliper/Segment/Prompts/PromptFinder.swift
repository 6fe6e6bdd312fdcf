import ArgumentParser
import Foundation
import ImageFiles

/// Finds the diameters of each case of a folder: where they were said to be, else beside the image.
struct PromptFinder: Sendable {
  private enum Place: Sendable {
    /// A file with the diameters of several cases, by case.
    case list([String: PromptSource], file: String)
    /// A folder of files that are named as the cases are.
    /// And the last components of names that one case alone has.
    case folder(String, kinds: [Kind], ownComponents: Set<String>)
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
    func folder(_ path: String, _ kinds: [Kind]) -> Place {
      let counts = Dictionary(cases.map { ($0.lastComponent, 1) }, uniquingKeysWith: +)
      return .folder(
        path, kinds: kinds, ownComponents: Set(counts.filter { $0.value == 1 }.keys))
    }
    if let maps {
      place = folder(maps, [.map])
      passedOver = 0
    } else if let prompts, FolderWalk.isFolder(prompts) {
      place = folder(prompts, [.map, .document])
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
    case .folder(let folder, let kinds, let ownComponents):
      // The folders below are as they are below the images, or all files lie side by side.
      let isAlone = ownComponents.contains(one.lastComponent)
      for name in isAlone ? [one.name, one.lastComponent] : [one.name] {
        if let found = Self.file(folder + "/" + name, kinds, bare: true, except: one.image) {
          return found
        }
      }
      let name = SafeText.escaped(isAlone ? one.lastComponent : one.name)
      return .refused(
        "\(SafeText.escaped(folder)): no file there is named for this case; name it "
          + "\(name)_recist.nii.gz"
          + (kinds.contains(.document) ? " or \(name)_prompts.json." : "."))
    case .beside: return Self.beside(one)
    }
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

  /// An entry belongs to the case of its name; where there is none, to the one whose last component it
  /// is, unless that has an entry of its own name.
  private static func assign(
    _ entries: [String: PromptSource], to cases: [InputCase], file: String
  ) throws -> (sources: [String: PromptSource], used: Set<String>) {
    let names = Set(cases.map(\.name))
    var sources: [String: PromptSource] = [:]
    var used: [String: InputCase] = [:]
    for one in cases {
      let last = one.lastComponent
      let key = entries[one.name] == nil && !names.contains(last) ? last : one.name
      guard let entry = entries[key] else { continue }
      if let other = used.updateValue(one, forKey: key) {
        throw ValidationError(
          "'\(SafeText.escaped(file))': '\(SafeText.escaped(last))' fits both "
            + "'\(SafeText.escaped(other.name))' and '\(SafeText.escaped(one.name))'; write the "
            + "whole names there.")
      }
      sources[one.name] = entry
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
    if one.isArchive { return .array(one.image) }
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
