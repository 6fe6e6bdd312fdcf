internal import CNcurses
import Glibc

/// A terminal's line settings: as they were found, and as the viewer needs them.
struct TerminalSettings {
  private let terminal: Int32
  let found: termios

  init(of terminal: Int32) throws(ScreenError) {
    var settings = termios()
    guard tcgetattr(terminal, &settings) == 0 else {
      throw .system(call: "tcgetattr", code: errno)
    }
    self.terminal = terminal
    found = settings
  }

  /// Keys at once, without echo. Ctrl-C and Ctrl-\ stay signals, so that they work even while the
  /// program is busy, and Ctrl-S and Ctrl-Q stay flow control. Ctrl-Z becomes a key, for the
  /// terminal has to be given back before the process stops.
  func applyRaw() throws(ScreenError) {
    var raw = termios()
    guard tcgetattr(terminal, &raw) == 0 else { throw .system(call: "tcgetattr", code: errno) }
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ECHONL | IEXTEN)
    raw.c_lflag |= tcflag_t(ISIG)
    raw.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | ISTRIP)
    withUnsafeMutableBytes(of: &raw.c_cc) { controls in
      controls[Int(VSUSP)] = caliper_disabled_control()
      controls[Int(VMIN)] = 1
      controls[Int(VTIME)] = 0
    }
    guard tcsetattr(terminal, TCSADRAIN, &raw) == 0 else {
      throw .system(call: "tcsetattr", code: errno)
    }
  }

  func restore() {
    var settings = found
    tcsetattr(terminal, TCSADRAIN, &settings)
  }
}
