import Foundation
import ImageFiles

/// What a journal holds, up to the first line that is not as it was written.
public struct JournalContents: Hashable, Sendable {
  /// `nil` when not even the first line is whole: its viewer died while it was starting.
  public let header: JournalHeader?
  /// The records after the header, in the order in which they were written.
  public let records: [JournalRecord]
  /// Bytes after the last whole line: torn by a crash or a full disk, or damaged. 0 when all is
  /// there.
  public let droppedBytes: Int

  /// A journal larger than this is refused: the longest sitting stays far below.
  static let sizeLimit = 1 << 30

  /// Reads a journal wherever it lies: in the state folder, or where a report of a fault has it.
  ///
  /// A torn or damaged line is no error: it and what follows it is left out and counted in
  /// ``droppedBytes``, since changes after a gap mean nothing.
  ///
  /// - Throws: ``JournalError`` when the file cannot be read, is no journal, or was written by a
  ///   newer version.
  public init(contentsOf url: URL) throws(JournalError) {
    let bytes: [UInt8]
    do {
      bytes = try RegularFile.contents(url.path, limit: Self.sizeLimit)
    } catch {
      throw .unreadable(error.description)
    }
    try self.init(bytes: bytes, path: SafeText.escaped(url.path))
  }

  init(bytes: [UInt8], path: String) throws(JournalError) {
    guard bytes.starts(with: JournalLine.start.prefix(bytes.count)) else {
      throw .notAJournal(path: path)
    }
    var header: JournalHeader?
    var records: [JournalRecord] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: JournalLine.end) {
      let count = records.count + (header == nil ? 0 : 1)
      guard let record = JournalLine.record(rest[..<end]), record.number == count else { break }
      if header == nil {
        header = try Self.header(record, path: path)
      } else {
        records.append(record)
      }
      rest = rest[(end + 1)...]
    }
    self.header = header
    self.records = records
    droppedBytes = rest.count
  }

  static func header(
    _ record: JournalRecord, path: String
  ) throws(JournalError) -> JournalHeader {
    guard record.kind == JournalHeader.kind, let header: JournalHeader = try? record.decode(),
      header.format == JournalHeader.currentFormat
    else { throw .notAJournal(path: path) }
    guard header.version <= JournalHeader.currentVersion else { throw .newer(path: path) }
    return header
  }
}
