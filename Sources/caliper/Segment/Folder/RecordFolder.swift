import Foundation
import ImageFiles

/// The folder that a run's results go to, and the records in it.
struct RecordFolder {
  let path: String

  static let summaryName = "summary.json"
  static let tableName = "measurements.csv"
  static let listName = "cases.json"
  static let maskEnding = ".nii.gz"

  /// The file that a run, or a part of one, writes its records to.
  static func fileName(_ part: RunPart?) -> String {
    part.map { "cases-\($0.id)-of-\($0.count).jsonl" } ?? "cases.jsonl"
  }

  /// Which of how many parts wrote a file, `nil` for an unsplit run; no value for another file.
  private static func part(of name: String) -> RunPart?? {
    if name == fileName(nil) { return .some(nil) }
    guard let match = name.wholeMatch(of: /cases-(\d{1,5})-of-(\d{1,5})\.jsonl/),
      let id = Int(match.1), let count = Int(match.2), id < count, count <= RunPart.maximumCount
    else { return .none }
    return .some(RunPart(id: id, count: count))
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// The files of records that are there, by name.
  var recordFiles: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { Self.part(of: $0) != .none }.sorted()
  }

  /// The files of records that a run, or a part of one, does not stand beside: all but those of the
  /// other parts of its split.
  func rivals(of part: RunPart?) -> [String] {
    recordFiles.filter { name in
      guard let part, case .some(.some(let other)) = Self.part(of: name) else { return true }
      return other.count != part.count || other.id == part.id
    }
  }

  /// Parts that have left no file, though another part of the same split has.
  var missingParts: [RunPart] {
    let parts = recordFiles.compactMap { Self.part(of: $0) ?? nil }
    return Set(parts.map(\.count)).sorted().flatMap { count in
      let present = Set(parts.filter { $0.count == count }.map(\.id))
      return (0..<count).filter { !present.contains($0) }
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

  /// Of each case the record that counts, and whether the mask is there as it tells: the last one of
  /// those whose mask it is, whatever clocks say of others, else the last one of all.
  ///
  /// - Throws: ``ImageFileError`` where a file of records cannot be read.
  func latest(of names: [String]) throws -> [String: (record: CaseRecord, hasMask: Bool)] {
    var all = [String: [CaseRecord]](uniqueKeysWithValues: names.map { ($0, []) })
    for file in recordFiles {
      for record in try records(in: file) { all[record.name]?.append(record) }
    }
    return all.compactMapValues { records in
      guard let name = records.first?.name else { return nil }
      let digest = try? SHA256.hexadecimal(ofFile: maskPath(of: name))
      let whole = records.filter { $0.maskSHA256 != nil && $0.maskSHA256 == digest }
      // Lines of one file stand in the order of time.
      let counting = whole.isEmpty ? records : whole
      // Lines of one file stand in the order of time.
      let last = counting.dropFirst().reduce(counting[0]) {
        $1.finishedDate >= $0.finishedDate ? $1 : $0
      }
      return (last, !whole.isEmpty)
    }
  }

  func maskPath(of name: String) -> String { file(name + Self.maskEnding) }

  /// The path from the folder to a file, by which the results find it when both are moved together.
  func relativePath(to target: String) -> String {
    RelativePath.of(target, from: path)
  }
}

/// One of the parts that a list of cases is split into.
struct RunPart: Equatable, Sendable {
  static let maximumCount = 10_000

  /// From 0.
  let id: Int
  let count: Int
}
