import Foundation
import Synchronization

/// A terminal whose other end is the test: what is written to it is kept, and keys can be typed.
final class Pseudoterminal: Sendable {
  /// The end that a program uses as its terminal.
  let terminal: Int32
  private let master: Int32
  private let received = Mutex<[UInt8]>([])
  private let isOpen = Mutex(true)

  struct Unavailable: Error {}

  init(columns: Int = 80, rows: Int = 24) throws {
    var master: Int32 = -1
    var terminal: Int32 = -1
    guard openpty(&master, &terminal, nil, nil, nil) == 0 else { throw Unavailable() }
    self.master = master
    self.terminal = terminal
    resize(columns: columns, rows: rows)
    // The line holds 4 kB: without a reader, a program that draws would wait for ever.
    Thread.detachNewThread { [self] in readAll() }
  }

  private func readAll() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 20) > 0 else {
        if isOpen.withLock({ $0 }) { continue } else { return }
      }
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      received.withLock { $0 += buffer[..<count] }
    }
  }

  func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// What has come since the last call, after the line has been quiet for a moment.
  func output() -> String {
    var last = -1
    while true {
      usleep(25_000)
      let count = received.withLock(\.count)
      if count == last { break }
      last = count
    }
    return received.withLock { bytes in
      defer { bytes = [] }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The line settings, for comparison.
  func settings() -> [UInt64] {
    var settings = termios()
    tcgetattr(terminal, &settings)
    let controls = withUnsafeBytes(of: settings.c_cc) { $0.map(UInt64.init) }
    return [
      UInt64(settings.c_iflag), UInt64(settings.c_oflag), UInt64(settings.c_cflag),
      UInt64(settings.c_lflag),
    ] + controls
  }

  /// Drops the line, as a lost SSH connection does.
  func hangUp() {
    guard
      isOpen.withLock({ open in
        defer { open = false }
        return open
      })
    else { return }
    // The reader ends first, or it could read from another file with the same number.
    usleep(50_000)
    close(master)
  }

  func closeAll() {
    hangUp()
    close(terminal)
  }
}
