import Foundation

/// A file that grows by whole lines, each on the disk before the next is begun, and that one process at
/// a time writes. A crash can tear the last line only; it is closed when the file is opened again.
public final class LineLog {
  private let path: String
  private let descriptor: CInt

  /// Opens a file to append to, readable by the user alone where it is new.
  ///
  /// - Throws: ``ImageFileError``, of ``ImageFileError/Problem/inUse`` where another process has it open
  ///   so, or watches it.
  public init(appendingTo path: String) throws {
    self.path = path
    descriptor = try Self.open(path, O_RDWR | O_APPEND | O_CREAT, lock: LOCK_EX)
    AtomicFile.synchronizeFolder(of: path)
    var status = stat()
    var last: UInt8 = 0
    if fstat(descriptor, &status) == 0, status.st_size > 0,
      pread(descriptor, &last, 1, status.st_size - 1) == 1, last != UInt8(ascii: "\n")
    {
      try append([])
    }
  }

  /// Keeps others from appending to a file that is there.
  ///
  /// - Throws: ``ImageFileError``, of ``ImageFileError/Problem/inUse`` where another process appends.
  public init(watching path: String) throws {
    self.path = path
    descriptor = try Self.open(path, O_RDONLY, lock: LOCK_SH)
  }

  deinit { close(descriptor) }

  private static func open(_ path: String, _ flags: CInt, lock: CInt) throws -> CInt {
    guard !path.utf8.contains(0) else { throw ImageFileError.saving(path, code: ENOENT) }
    let descriptor = Glibc.open(path, flags | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw ImageFileError.saving(path, code: errno) }
    // Some network disks have no locks; there the user has to see to it.
    if flock(descriptor, lock | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(descriptor)
      throw ImageFileError(path: path, problem: .inUse)
    }
    return descriptor
  }

  /// Adds a line, which must have no line's end in it, and waits until it is on the disk.
  ///
  /// - Throws: ``ImageFileError``; what was written of the line is taken back.
  public func append(_ line: some Sequence<UInt8>) throws {
    let bytes = Array(line) + [UInt8(ascii: "\n")]
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw ImageFileError.saving(path, code: errno) }
    do {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { throw ImageFileError.saving(path, code: count < 0 ? errno : ENOSPC) }
        rest = rest.dropFirst(count)
      }
      try AtomicFile.synchronize(descriptor, path)
    } catch {
      ftruncate(descriptor, status.st_size)
      throw error
    }
  }
}
