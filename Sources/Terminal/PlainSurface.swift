import Viewer

/// A terminal that can only print: each frame is a page of text below the last.
///
/// `TERM=dumb` and serial lines with no description land here. Slow to look at, yet every command
/// of the viewer works. Painted only when the frame has changed.
final class PlainSurface: Surface {
  private let output: TerminalOutput
  private let settings: TerminalSettings
  private let unicode: Bool

  init(output: TerminalOutput, settings: TerminalSettings, unicode: Bool) throws(ScreenError) {
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

  private func write(_ text: String) { output.send(Array(text.utf8)) }
}
