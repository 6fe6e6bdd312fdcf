internal import CNcurses
import Glibc
import Viewer

/// A terminal whose cursor can be moved: ncurses sends the differences.
final class CursesSurface: Surface {
  private let unicode: Bool
  private var pairs: ColorPairs
  private var screen: OpaquePointer?
  private let files: (input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>)
  private let window: UnsafeMutablePointer<WINDOW>
  private let hasAlternateScreen: Bool
  private let output: TerminalOutput
  private let captured: CapturedOutput
  /// The terminal's settings as the shell has them, and as the viewer does.
  private let shellSettings: TerminalSettings
  private let viewerSettings: TerminalSettings
  private var isCursorShown = true

  init(
    description: TerminalDescription, input: Int32, output: TerminalOutput,
    settings: TerminalSettings, capability: DisplayCapability
  ) throws(ScreenError) {
    self.output = output
    shellSettings = settings
    unicode = capability.unicode
    hasAlternateScreen = description.hasAlternateScreen
    // Files of their own, since curses wants to own a stream and standard output is not ours.
    let files = (input: try Self.stream(input, "r"), output: try Self.stream(output.terminal, "w"))
    // Never initscr: it ends the process where it does not know the terminal.
    guard let screen = newterm(description.name, files.output, files.input) else {
      fclose(files.input)
      fclose(files.output)
      throw .system(call: "newterm", code: errno)
    }
    window = caliper_stdscr()
    let isColored = capability.colors != .none && has_colors()
    if isColored {
      start_color()
      use_default_colors()
    }
    pairs = ColorPairs(
      isColored: isColored, isDirect: description.isDirectColor, colors: description.colors)
    cbreak()
    noecho()
    nonl()
    do throws(ScreenError) {
      try settings.applyRaw()
      viewerSettings = try TerminalSettings(of: output.terminal)
      // Only now: curses has looked at the terminal's settings, which a file has not. From here on
      // they are set by us.
      captured = try CapturedOutput(replacing: fileno(files.output))
    } catch {
      endwin()
      delscreen(screen)
      fclose(files.input)
      fclose(files.output)
      throw error
    }
    self.files = files
    self.screen = screen
    // Frames are drawn whole: keys that came meanwhile have their turn after.
    typeahead(-1)
    // Only for what it sends: keys are read by KeyDecoder.
    keypad(window, true)
    // Full pages are drawn, the last cell too: nothing may scroll.
    scrollok(window, false)
  }

  private static func stream(
    _ descriptor: Int32, _ mode: String
  ) throws(ScreenError) -> UnsafeMutablePointer<FILE> {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    guard copy >= 0 else { throw .system(call: "dup", code: errno) }
    guard let stream = fdopen(copy, mode) else {
      let code = errno
      Glibc.close(copy)
      throw .system(call: "fdopen", code: code)
    }
    return stream
  }

  func paint(_ frame: Frame, since previous: Frame?) {
    var previous = previous
    if !set(frame, since: previous) {
      // Out of colour pairs: start over with those that this frame needs.
      pairs.forgetAll()
      // Every cell is sent again, over what is there: to clear the screen first would flicker.
      clearok(caliper_curscr(), false)
      redrawwin(window)
      previous = nil
      set(frame, since: nil)
    }
    showCursor(frame.cursor)
    wnoutrefresh(window)
    doupdate()
    forward()
  }

  /// Sends on what curses has written.
  private func forward() { output.send(ColorSqueezer.squeeze(captured.take())) }

  /// Sets the cells that have changed. False where the colour pairs ran out before the end.
  @discardableResult
  private func set(_ frame: Frame, since previous: Frame?) -> Bool {
    let size = ScreenSize(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
    if previous == nil { werase(window) }
    var isComplete = true
    withUnsafeTemporaryAllocation(of: cchar_t.self, capacity: max(1, size.columns)) { cells in
      for run in frame.runs(changedSince: previous, within: size) {
        var count = 0
        for column in run.columns {
          let plain = frame[column, run.row]
          let cell = pairs.isColored ? plain.ordered : plain
          // The second half of a wide character, which the first has filled.
          if cell.character == "\0" { continue }
          let pair = pairs.number(cell.foreground, on: cell.background)
          if pair == nil { isComplete = false }
          (cells.baseAddress! + count).initialize(to: cchar_t())
          Self.set(
            &cells[count], glyph: CellGlyph(cell.character, unicode: unicode),
            attributes: Self.attributes(cell.style), pair: pair ?? 0)
          count += 1
        }
        // By the row, not cell by cell: this call neither moves the cursor nor wraps, so the last
        // cell of the screen is a cell like any other.
        mvwadd_wchnstr(
          window, Int32(run.row), Int32(run.columns.lowerBound), cells.baseAddress, Int32(count))
      }
    }
    return isComplete
  }

  private static func set(
    _ cell: inout cchar_t, glyph: CellGlyph, attributes: attr_t, pair: Int32
  ) {
    withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: CellGlyph.longest + 1) { text in
      var count = 0
      for scalar in glyph.scalars.prefix(CellGlyph.longest) {
        text[count] = wchar_t(bitPattern: scalar.value)
        count += 1
      }
      text[count] = 0
      caliper_set_cell(&cell, text.baseAddress, attributes, pair)
    }
  }

  private static func attributes(_ style: CellStyle) -> attr_t {
    guard !style.isEmpty else { return 0 }
    var attributes: attr_t = 0
    if style.contains(.bold) { attributes |= caliper_bold() }
    if style.contains(.reverse) { attributes |= caliper_reverse() }
    if style.contains(.underline) { attributes |= caliper_underline() }
    if style.contains(.dim) { attributes |= caliper_dim() }
    return attributes
  }

  private func showCursor(_ cursor: (column: Int, row: Int)?) {
    if let cursor {
      // Outside the window, wmove refuses and the cursor stays.
      wmove(window, Int32(clamping: cursor.row), Int32(clamping: cursor.column))
    }
    let isShown = cursor != nil
    guard isShown != isCursorShown else { return }
    isCursorShown = isShown
    curs_set(isShown ? 1 : 0)
    // Nobody sees where a hidden cursor stands: save the bytes that would move it.
    leaveok(window, !isShown)
  }

  func invalidate() { clearok(caliper_curscr(), true) }

  func resize(to size: ScreenSize) {
    // resizeterm would also queue a KEY_RESIZE that nobody reads.
    resize_term(Int32(clamping: size.rows), Int32(clamping: size.columns))
    invalidate()
  }

  func leave() {
    if !hasAlternateScreen {
      // What stood there before is lost; at least no patient's picture stays behind.
      werase(window)
      wrefresh(window)
    }
    endwin()
    forward()
    shellSettings.restore()
  }

  func enter() {
    viewerSettings.restore()
    keypad(window, true)
    invalidate()
    doupdate()
    forward()
  }

  func close() {
    guard let screen else { return }
    self.screen = nil
    leave()
    delscreen(screen)
    fclose(files.input)
    fclose(files.output)
  }
}
