import Foundation
import ImageFiles

/// A journal on the disk, that nobody here writes.
public struct JournalFile: Hashable, Sendable {
  public let url: URL

  /// A journal anywhere, such as one that came with a report of a fault.
  public init(url: URL) { self.url = url }

  /// When it was last written.
  public var date: Date? { status.map(Self.date) }

  public var byteCount: Int? { status.map { Int($0.st_size) } }

  /// The whole records after the header; reads the file.
  ///
  /// - Throws: as ``read()``.
  public func recordCount() throws(JournalError) -> Int { try read().records.count }

  /// - Throws: ``JournalError`` when the file cannot be read or is no journal; a torn end is no
  ///   error, see ``JournalContents/droppedBytes``.
  public func read() throws(JournalError) -> JournalContents {
    try JournalContents(contentsOf: url)
  }

  /// Keeps the file as after a clean exit: nobody is asked about it, and it stays a while for reports
  /// of faults. See ``StateFolder/tidyJournals(of:keeping:days:now:)``.
  public func keep() { rename(url.path, JournalName.kept(url).path) }

  /// Removes the file; nothing happens when there is none.
  public func remove() { unlink(url.path) }

  private var status: stat? {
    var status = stat()
    return stat(url.path, &status) == 0 ? status : nil
  }

  static func date(_ status: stat) -> Date {
    Date(
      timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) * 1e-9)
  }
}
