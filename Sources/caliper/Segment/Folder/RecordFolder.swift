import Foundation
import ImageFiles

/// The folder that a run's results go to, and the records in it.
struct RecordFolder {
  let path: String

  static let summaryName = "summary.json"
  static let tableName = "measurements.csv"

  /// The file that a run, or a part of one, writes its records to.
  static func fileName(_ part: RunPart?) -> String {
    part.map { "cases-\($0.id)-of-\($0.count).jsonl" } ?? "cases.jsonl"
  }

  /// Which of how many parts wrote a file, `nil` for an unsplit run; no value for another file.
  private static func part(of name: String) -> RunPart?? {
    if name == fileName(nil) { return .some(nil) }
    guard let match = name.wholeMatch(of: /cases-(\d{1,6})-of-(\d{1,6})\.jsonl/),
      let id = Int(match.1), let count = Int(match.2)
    else { return .none }
    return .some(RunPart(id: id, count: count))
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// The files of records that are there, by name.
  var recordFiles: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { Self.part(of: $0) != .none }.sorted()
  }

  /// Parts that have left no file, though another part of the same split has.
  var missingParts: [RunPart] {
    let parts = recordFiles.compactMap { Self.part(of: $0) ?? nil }
    return Set(parts.map(\.count)).sorted().flatMap { count in
      let present = Set(parts.filter { $0.count == count }.map(\.id))
      return (0..<min(count, 10_000)).filter { !present.contains($0) }
        .map { RunPart(id: $0, count: count) }
    }
  }

  /// The records of a file, in its order. A line that was torn, as by a crash, is passed over.
  ///
  /// - Throws: ``ImageFileError`` where it cannot be read.
  func records(in name: String) throws -> [CaseRecord] {
    // Not by SmallFile, which refuses what is empty: that is what a part without a case leaves.
    let bytes = try RegularFile.contents(file(name), limit: 1 << 30)
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap {
      try? JSONDecoder().decode(CaseRecord.self, from: Data($0))
    }
  }

  /// The last record of each case, and the file that has it.
  ///
  /// - Throws: ``ImageFileError`` where a file of records cannot be read.
  func latest() throws -> [String: (record: CaseRecord, file: String)] {
    var latest: [String: (record: CaseRecord, file: String)] = [:]
    for file in recordFiles {
      for record in try records(in: file) {
        if let known = latest[record.name], known.record.finishedDate > record.finishedDate {
          continue
        }
        latest[record.name] = (record, file)
      }
    }
    return latest
  }

  /// The path from the folder to a file, by which the results find it when both are moved together.
  func relativePath(to target: String) -> String {
    RelativePath.of(target, from: path)
  }
}

/// One of the parts that a list of cases is split into.
struct RunPart: Equatable, Sendable {
  /// From 0.
  let id: Int
  let count: Int
}
