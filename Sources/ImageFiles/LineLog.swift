import Foundation

/// A file that grows by whole lines, each on the disk before the next is begun. A crash can tear the
/// last one only.
public final class LineLog {
  private let path: String
  private let descriptor: CInt

  /// Opens a file to append to, readable by the user alone where it is new.
  ///
  /// - Throws: ``ImageFileError``.
  public init(appendingTo path: String) throws {
    guard !path.utf8.contains(0) else { throw ImageFileError.saving(path, code: ENOENT) }
    self.path = path
    descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw ImageFileError.saving(path, code: errno) }
    AtomicFile.synchronizeFolder(of: path)
  }

  deinit { close(descriptor) }

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
