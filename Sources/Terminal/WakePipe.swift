internal import CNcurses
import Glibc

/// A pipe that ends another thread's `poll`, and carries the numbers of signals.
package final class WakePipe: Sendable {
  /// To be polled for input.
  package let readEnd: Int32
  package let writeEnd: Int32

  package init() throws(ScreenError) {
    var ends: (read: Int32, write: Int32) = (-1, -1)
    // Neither end blocks: a full pipe has woken its reader already.
    guard caliper_wake_pipe(&ends.read, &ends.write) == 0 else {
      throw .system(call: "pipe2", code: errno)
    }
    readEnd = ends.read
    writeEnd = ends.write
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  package func wake() {
    var byte: UInt8 = 0
    _ = write(writeEnd, &byte, 1)
  }

  /// Takes all that is in the pipe, without waiting.
  package func drain() -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = readAvailable(readEnd), !piece.isEmpty { bytes += piece }
    return bytes
  }
}

/// One `read` of up to 4,096 bytes: `nil` where there is nothing now, empty where there never will
/// be again, at the end of the file or after an error.
func readAvailable(_ descriptor: Int32) -> [UInt8]? {
  var isEmptyNow = false
  let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
    var result = -1
    repeat {
      result = read(descriptor, buffer.baseAddress, buffer.count)
    } while result < 0 && errno == EINTR
    isEmptyNow = result < 0 && errno == EAGAIN
    count = max(0, result)
  }
  return isEmptyNow ? nil : bytes
}
