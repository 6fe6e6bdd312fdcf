import Foundation
import ImageFiles

/// The cases of a run, all parts together, and where their files are: `cases.json`, which every run and
/// every part writes when it begins. Results are those of its cases alone.
struct RunCases: Codable {
  struct Entry: Codable {
    let name: String
    /// The image; this path and the next begin in the folder of the results.
    let image: String
    /// The file with the diameters, where the case has one of its own.
    let prompts: String?

    private enum CodingKeys: String, CodingKey {
      case image, prompts
      case name = "case"
    }
  }

  private static let kind = "caliper cases"

  private let kind: String
  /// By name.
  let cases: [Entry]

  init(_ tasks: [FolderSegmentation.Task], in folder: RecordFolder) {
    kind = Self.kind
    cases = tasks.map { task in
      Entry(
        name: task.one.name, image: folder.relativePath(to: task.one.image),
        prompts: task.source.ownFile.map(folder.relativePath))
    }
  }

  /// - Returns: `nil` where there is none.
  /// - Throws: ``CaseFailure`` where the file is something else, ``ImageFileError``.
  init?(in folder: RecordFolder) throws {
    let path = folder.file(RecordFolder.listName)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let bytes = try RegularFile.contents(path, limit: 1 << 30)
    guard let list = try? JSONDecoder().decode(RunCases.self, from: Data(bytes)),
      list.kind == Self.kind
    else {
      throw CaseFailure(
        "\(SafeText.escaped(path)): this is no list of a run's cases; move it away.")
    }
    self = list
  }

  /// - Throws: ``ImageFileError``.
  func write(to folder: RecordFolder) throws {
    try AtomicFile.write(
      Data((try JSONText.of(self) + "\n").utf8), to: folder.file(RecordFolder.listName))
  }
}
