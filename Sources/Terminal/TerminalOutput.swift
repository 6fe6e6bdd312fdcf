import Glibc

/// The way to the terminal: writes to the end, and counts.
final class TerminalOutput {
  let terminal: Int32
  /// All that the terminal has taken.
  private(set) var bytesSent = 0

  init(_ terminal: Int32) { self.terminal = terminal }

  /// Writes all of it, waiting where the line is slow. Where the line is gone the rest is dropped.
  func send(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest)
        let count = write(terminal, piece.baseAddress, piece.count)
        if count > 0 {
          bytesSent += count
          rest = rest.dropFirst(count)
        } else if count < 0, errno == EAGAIN {
          // Another program that shares the terminal has made it non-blocking.
          var ready = pollfd(fd: terminal, events: Int16(POLLOUT), revents: 0)
          _ = poll(&ready, 1, -1)
        } else if count == 0 || errno != EINTR {
          return
        }
      }
    }
  }
}
