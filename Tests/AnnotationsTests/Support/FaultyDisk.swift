import Annotations
import Foundation
import Synchronization

/// A disk with a given room, that can also refuse to cut off and to synchronise.
final class FaultyDisk: Sendable {
  struct Condition {
    /// Bytes that it still takes.
    var room = Int.max
    var truncates = true
    /// The error code of the next synchronisations.
    var synchronizes: CInt?
    /// The most bytes that it takes at once.
    var piece = Int.max
  }

  let condition = Mutex(Condition())

  func set(_ change: (inout Condition) -> Void) { condition.withLock { change(&$0) } }

  var calls: JournalCalls {
    JournalCalls(
      write: { descriptor, bytes in
        let count = self.condition.withLock { condition in
          let count = min(bytes.count, condition.room, condition.piece)
          condition.room -= count
          return count
        }
        guard count > 0 else { return -Int(ENOSPC) }
        return JournalCalls.write(
          descriptor, UnsafeRawBufferPointer(rebasing: bytes[..<count]))
      },
      truncate: { descriptor, count in
        self.condition.withLock { $0.truncates }
          ? JournalCalls.truncate(descriptor, count) : -Int(EIO)
      },
      synchronize: { descriptor in
        self.condition.withLock { $0.synchronizes }.map { -Int($0) }
          ?? JournalCalls.synchronize(descriptor)
      })
  }
}
