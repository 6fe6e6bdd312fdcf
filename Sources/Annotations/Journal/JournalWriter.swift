import Foundation
import ImageFiles

/// A journal's records in memory, all of them, and how much of them the file holds.
///
/// The file only ever grows by whole lines: a line that the disk took a part of is cut off again.
/// Where that is not possible, where the file was deleted, moved or changed by others, or where the
/// disk failed to synchronise (after which the kernel may have dropped what it had promised), the
/// whole file is written anew beside it and takes its name. That is what the records in memory are
/// for; a mask takes some kilobytes, so a long sitting's journal takes a few megabytes.
struct JournalWriter: Sendable {
  private let path: String
  private let calls: JournalCalls
  private var content: [UInt8] = []
  /// How many bytes of `content` are in the file: whole lines.
  private var written = 0
  private var recordCount = 0
  private var descriptor: CInt?
  private var wasMade = false
  private var mustRewrite = false
  private(set) var isClosed = false

  init(path: String, calls: JournalCalls) {
    self.path = path
    self.calls = calls
  }

  /// How many records are not in the file yet.
  var waiting: Int { content[written...].count { $0 == JournalLine.end } }

  /// Takes a record into memory.
  mutating func add<Value: Encodable>(_ kind: String, _ value: Value) throws(JournalError) {
    guard !isClosed else { throw .closed(path: SafeText.escaped(path)) }
    let record = JournalLine.Content(
      at: Timestamp.text(of: Date()), kind: kind, n: recordCount, value: value)
    do {
      content += try JournalLine.line(record)
    } catch {
      throw .notEncodable(kind: kind, reason: String(describing: error))
    }
    recordCount += 1
  }

  /// Brings the file up to what memory holds.
  ///
  /// - Parameter durable: whether to wait until it is on the disk.
  mutating func flush(durable: Bool) throws(JournalError) {
    guard !isClosed else { throw .closed(path: SafeText.escaped(path)) }
    if !wasMade {
      try make()
    } else if mustRewrite || !isInPlace {
      try rewrite()
    }
    try writeRest()
    if durable { try synchronize() }
  }

  // MARK: The file

  private mutating func make() throws(JournalError) {
    try makeFolder()
    // Nobody's file is taken over, nor a link that somebody laid.
    let flags = O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let opened = open(path, flags, 0o600)
    guard opened >= 0 else { throw failure(errno) }
    JournalLock.take(opened)
    descriptor = opened
    wasMade = true
    AtomicFile.synchronizeFolder(of: path)
  }

  /// Writes the whole file anew.
  private mutating func rewrite() throws(JournalError) {
    mustRewrite = true
    try makeFolder()
    // Saving follows links, and what a link leads to is not this journal.
    var status = stat()
    if lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK { unlink(path) }
    do {
      try AtomicFile.write(Data(content), to: path)
    } catch {
      guard let error = error as? ImageFileError else { throw failure(EIO) }
      throw .notWritten(path, error, waiting: waiting)
    }
    let opened = open(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC)
    guard opened >= 0 else { throw failure(errno) }
    JournalLock.take(opened)
    closeDescriptor()
    descriptor = opened
    written = content.count
    mustRewrite = false
  }

  /// Whether the file under the journal's name is the one that is open, and as long as it was left.
  private var isInPlace: Bool {
    guard let descriptor else { return false }
    var (opened, named) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0
      && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
      && opened.st_size == off_t(written)
  }

  private mutating func writeRest() throws(JournalError) {
    guard let descriptor else { return }
    var position = written
    while position < content.count {
      let result = content.withUnsafeBytes {
        calls.write(descriptor, UnsafeRawBufferPointer(rebasing: $0[position...]))
      }
      if result > 0 {
        position += result
        continue
      }
      let lines = content[written..<position].lastIndex(of: JournalLine.end).map { $0 + 1 }
      written = lines ?? written
      if position > written, calls.truncate(descriptor, written) < 0 { mustRewrite = true }
      throw failure(CInt(truncatingIfNeeded: -result))
    }
    written = position
  }

  private mutating func synchronize() throws(JournalError) {
    guard let descriptor else { return }
    let result = calls.synchronize(descriptor)
    guard result < 0 else { return }
    mustRewrite = true
    throw failure(CInt(truncatingIfNeeded: -result))
  }

  /// Makes the folder and those above it, for their owner alone; one that is there keeps its
  /// permissions, as the XDG specification wants it.
  private func makeFolder() throws(JournalError) {
    var missing: [String] = []
    var folder = (path as NSString).deletingLastPathComponent
    var status = stat()
    if stat(folder, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR { return }
    while !folder.isEmpty, mkdir(folder, 0o700) != 0, errno != EEXIST {
      guard errno == ENOENT else { throw failure(errno) }
      missing.append(folder)
      folder = (folder as NSString).deletingLastPathComponent
    }
    for folder in missing.reversed() where mkdir(folder, 0o700) != 0 && errno != EEXIST {
      throw failure(errno)
    }
  }

  private func failure(_ code: CInt) -> JournalError {
    .notWritten(path, code: code, waiting: waiting)
  }

  // MARK: The end

  /// Shows those who look at the file's time that its viewer still runs.
  func touch() {
    if let descriptor { futimens(descriptor, nil) }
  }

  /// Gives the file back without a last write; what follows is refused.
  mutating func close() {
    closeDescriptor()
    isClosed = true
  }

  private mutating func closeDescriptor() {
    if let descriptor { Glibc.close(descriptor) }
    descriptor = nil
  }
}
