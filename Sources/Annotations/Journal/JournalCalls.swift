import Foundation

/// The system calls that put records into a file; others stand in for a disk that is full or dies.
/// Each gives 0 or more, or the negated error code.
package struct JournalCalls: Sendable {
  package var write: @Sendable (CInt, UnsafeRawBufferPointer) -> Int
  package var truncate: @Sendable (CInt, Int) -> Int
  package var synchronize: @Sendable (CInt) -> Int

  package init(
    write: @escaping @Sendable (CInt, UnsafeRawBufferPointer) -> Int = Self.write,
    truncate: @escaping @Sendable (CInt, Int) -> Int = Self.truncate,
    synchronize: @escaping @Sendable (CInt) -> Int = Self.synchronize
  ) {
    self.write = write
    self.truncate = truncate
    self.synchronize = synchronize
  }

  /// Writes some of the bytes, at least one.
  package static func write(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    while true {
      let count = Glibc.write(descriptor, bytes.baseAddress, min(bytes.count, 1 << 30))
      if count > 0 { return count }
      let code = count < 0 ? errno : ENOSPC
      if code != EINTR { return -Int(code) }
    }
  }

  package static func truncate(_ descriptor: CInt, _ count: Int) -> Int {
    ftruncate(descriptor, off_t(count)) == 0 ? 0 : -Int(errno)
  }

  package static func synchronize(_ descriptor: CInt) -> Int {
    while fdatasync(descriptor) != 0 {
      switch errno {
      case EINTR: continue
      // Disks that cannot be synchronised have nothing more to give.
      case EINVAL, ENOSYS, ENOTSUP: return 0
      default: return -Int(errno)
      }
    }
    return 0
  }
}
