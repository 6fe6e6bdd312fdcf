import Foundation
import ImageFiles

/// What can be told of a journal without reading it all: its first line, its size, its time, and
/// whether it is locked.
struct JournalGlance {
  /// `nil` while the first line is not whole.
  let header: JournalHeader?
  /// Whether there is more than the header.
  let holdsRecords: Bool
  let changed: Date
  /// `nil` where the disk knows no locks.
  let isLocked: Bool?

  /// `nil` for what is no journal and for what has been removed by now.
  init?(_ url: URL) {
    guard let descriptor = try? RegularFile.open(url.path) else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    changed = JournalFile.date(status)
    isLocked = JournalLock.isHeld(descriptor)
    // A header takes some hundred bytes and a path, which has 4096 at most.
    var start = [UInt8](repeating: 0, count: 1 << 14)
    let count = max(0, pread(descriptor, &start, start.count, 0))
    if let end = start[..<count].firstIndex(of: JournalLine.end),
      let record = JournalLine.record(start[..<end])
    {
      header = try? JournalContents.header(record, path: url.path)
      holdsRecords = Int(status.st_size) > end + 1
    } else {
      header = nil
      holdsRecords = false
    }
  }

  /// Whether a viewer of this machine still writes the journal.
  ///
  /// A lock says so. No lock says that none does, but for the moment in which a file is being made
  /// or written anew; and where the disk knows no locks, the process number has to do.
  func isOpen(process: Int32, now: Date) -> Bool {
    switch isLocked {
    case true?: true
    case false?: abs(now.timeIntervalSince(changed)) < 2 && StateFolder.isRunning(process)
    case nil: StateFolder.isRunning(process)
    }
  }
}
