import Glibc
import Viewer

/// A terminal that can only print: each frame is a page of text below the last.
///
/// `TERM=dumb` and serial lines with no description land here. Slow to look at, yet every command
/// of the viewer works. Painted only when the frame has changed.
final class PlainSurface: Surface {
  private let output: Int32
  private let settings: TerminalSettings
  private let unicode: Bool

  init(output: Int32, settings: TerminalSettings, unicode: Bool) throws(ScreenError) {
    self.output = output
    self.settings = settings
    self.unicode = unicode
    try settings.applyRaw()
  }

  func paint(_ frame: Frame, since previous: Frame?) {
    guard frame != previous else { return }
    let text = frame.ansiText(DisplayCapability(colors: .none, unicode: unicode))
    // The line break goes before the page, so that its last row stays in the window.
    write("\n" + text.dropLast())
  }

  func invalidate() {}

  func resize(to size: ScreenSize) {}

  func leave() {
    write("\n")
    settings.restore()
  }

  func enter() {
    try? settings.applyRaw()
  }

  func close() { leave() }

  private func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(output, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
