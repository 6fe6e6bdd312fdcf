import Foundation

/// The lock that a running viewer holds on its journal.
///
/// A process number is no proof of life: numbers are used again, soon so in a container, and each
/// container counts its own. The kernel drops a lock with the process that held it, however it
/// died. Open file description locks, of fcntl(2), can be asked for without being taken.
enum JournalLock {
  // Linux's numbers; the headers show them to GNU sources alone.
  private static let get: CInt = 36  // F_OFD_GETLK
  private static let set: CInt = 37  // F_OFD_SETLK

  /// Locks a file that is open for writing until it is closed. A disk without locks is no fault:
  /// see ``isHeld(_:)``.
  static func take(_ descriptor: CInt) {
    var lock = wholeFile()
    _ = fcntl(descriptor, set, &lock)
  }

  /// Whether somebody holds the lock; `nil` where the disk knows no locks.
  static func isHeld(_ descriptor: CInt) -> Bool? {
    var lock = wholeFile()
    guard fcntl(descriptor, get, &lock) == 0 else { return nil }
    return lock.l_type != Int16(F_UNLCK)
  }

  private static func wholeFile() -> flock {
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    return lock
  }
}
