import Foundation
import Synchronization

/// Every change that a reader makes, written down before the next key: an append-only file of
/// lines, one JSON record a line, each with a checksum.
///
/// What ``append(_:_:durable:)`` returns from is in the kernel's hands and survives the death of
/// the process, `kill -9` included; with `durable` it is on the disk and survives a power cut. When
/// the disk takes nothing more, records wait in memory and go to the file, in order and whole, with
/// the next record or ``flush(durable:)``. When the file or its folder is deleted, moved or changed
/// by others, all records are written again under the same name.
///
/// The file is readable by its owner alone. As long as the journal is open the file is locked,
/// which tells other viewers that this one runs. May be used from every thread.
public final class Journal: Sendable {
  /// What becomes of the file at the end.
  public enum Ending: Sendable {
    /// Nothing is unsaved and nobody will ask: the file is removed.
    case removed
    /// Nothing is unsaved; the file stays a while for reports of faults.
    /// See ``StateFolder/tidyJournals(of:keeping:days:now:)``.
    case kept
    /// Something is unsaved: the file stays where the next viewer finds it.
    case abandoned
  }

  public let url: URL
  private let writer: Mutex<JournalWriter>

  /// A journal that nothing is written of yet: the file is made with the first record or with
  /// ``flush(durable:)``.
  ///
  /// - Parameter url: a file that does not exist, such as ``StateFolder/journal(for:software:)``
  ///   names it.
  public convenience init(url: URL, header: JournalHeader) throws(JournalError) {
    try self.init(url: url, header: header, calls: JournalCalls())
  }

  package init(url: URL, header: JournalHeader, calls: JournalCalls) throws(JournalError) {
    self.url = url
    var writer = JournalWriter(path: url.path, calls: calls)
    try writer.add(JournalHeader.kind, header)
    self.writer = Mutex(writer)
  }

  deinit { writer.withLock { $0.close() } }

  /// Writes a record.
  ///
  /// - Parameters:
  ///   - kind: says what the value is, for the reader of the journal.
  ///   - durable: whether to wait, some milliseconds, until the disk has it.
  /// - Throws: ``JournalError``. After ``JournalError/notWritten(path:reason:advice:waiting:)`` the
  ///   record is in memory, and is not to be given again.
  public func append(
    _ kind: String, _ value: some Encodable & Sendable, durable: Bool = false
  ) throws(JournalError) {
    try writer.withLock { writer throws(JournalError) in
      try writer.add(kind, value)
      try writer.flush(durable: durable)
    }
  }

  /// Writes what waits; makes the file when there is none.
  public func flush(durable: Bool = false) throws(JournalError) {
    try writer.withLock { writer throws(JournalError) in try writer.flush(durable: durable) }
  }

  /// How many records are in memory alone.
  public var waiting: Int { writer.withLock { $0.waiting } }

  /// Renews the file's time, by which viewers on other machines know that this one still runs; to
  /// be called every few minutes.
  public func touch() { writer.withLock { $0.touch() } }

  /// Ends the journal; what is appended afterwards is refused. A second call does nothing.
  ///
  /// - Throws: ``JournalError`` when what waits cannot be written, for the endings that keep the
  ///   file; the journal is closed all the same.
  public func close(_ ending: Ending) throws(JournalError) {
    try writer.withLock { writer throws(JournalError) in
      guard !writer.isClosed else { return }
      defer { writer.close() }
      switch ending {
      case .removed: unlink(url.path)
      case .abandoned: try writer.flush(durable: true)
      case .kept:
        try writer.flush(durable: false)
        rename(url.path, JournalName.kept(url).path)
      }
    }
  }
}
