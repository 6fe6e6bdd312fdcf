import Foundation

/// A terminal without a person: what is written to it is read at once, and thrown away.
final class DrainedTerminal {
  /// The end that a screen is opened on.
  let terminal: Int32

  /// - Throws: ``CaseFailure`` where the system has no terminal left.
  init(columns: Int, rows: Int) throws {
    var master: Int32 = -1
    var terminal: Int32 = -1
    var size = winsize(
      ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns), ws_xpixel: 0,
      ws_ypixel: 0)
    guard openpty(&master, &terminal, nil, nil, &size) == 0 else {
      throw CaseFailure(
        "No pseudo-terminal could be opened (\(String(cString: strerror(errno)))); is /dev/pts "
          + "mounted?")
    }
    self.terminal = terminal
    let reader = master
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      // Ends when the other end is closed.
      while true {
        let count = read(reader, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
      }
      close(reader)
    }
  }

  deinit { close(terminal) }
}
