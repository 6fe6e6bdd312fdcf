internal import CNcurses
import Glibc
import Viewer

/// The terminal, taken from the shell: in its alternate screen, keys unechoed, cursor hidden.
///
/// Open one, hand it to a ``TerminalLoop``, and `close()` it in a `defer`. Between the two the
/// terminal is given back whatever happens: by `close()`, at `exit`, and by a signal handler when
/// the program crashes. INT, TERM, HUP and QUIT do not end the program while a screen is open; they
/// reach the loop as events. Finish what must not be lost before closing.
///
/// While it is open, what anything writes to standard error is held back, and shown after.
///
/// A process has one at a time, used from one thread.
public final class Screen {
  /// What it can draw.
  public let capability: DisplayCapability
  /// A sentence for the user, such as one about an unknown `TERM`.
  public let notice: String?
  /// Its size in cells, as of opening or the last ``updateSize()``.
  public private(set) var size: ScreenSize

  let input: Int32
  let signals: SignalRelay
  let keys: KeySequences
  let options: ScreenOptions
  private let output: TerminalOutput
  private let description: TerminalDescription
  private let settings: TerminalSettings
  private let surface: any Surface
  private var shown: Frame?
  private var isOpen = true
  private var reportsMouse = false

  /// Bytes that the terminal has taken since the screen was opened.
  public var bytesSent: Int { output.bytesSent }

  /// Whether a screen can be opened: both ends are terminals.
  public static func isInteractive(
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO
  ) -> Bool {
    isatty(input) == 1 && isatty(output) == 1
  }

  /// Takes the terminal.
  ///
  /// - Parameter term: the name of its description; `TERM` unless told. One that is unknown is
  ///   replaced by `xterm-256color` or `vt100`, and ``notice`` says so. One whose cursor cannot be
  ///   moved, such as `dumb`, is drawn on page by page.
  public init(
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO, term: String? = nil,
    options: ScreenOptions = ScreenOptions()
  ) throws(ScreenError) {
    guard Self.isInteractive(input: input, output: output) else { throw .notATerminal }
    // Characters only: another number format would change how C libraries read and print numbers.
    setlocale(LC_CTYPE, "")
    let description = TerminalDescription.find(
      term: term ?? environment("TERM"), terminal: output)
    let capability = DisplayCapability.decide(
      options: options, colors: description.isAddressable ? description.colors : 0,
      isDirectColor: description.isDirectColor, hasMouse: description.hasMouse,
      codeset: DisplayCapability.currentCodeset(), noColor: environment("NO_COLOR"))
    let settings = try TerminalSettings(of: output)
    self.description = description
    self.capability = capability
    self.settings = settings
    self.options = options
    self.input = input
    self.output = TerminalOutput(output)
    notice = description.notice
    keys = description.keys
    size = Self.measure(output, description)

    // The guard before the first byte, and our signals before newterm, which leaves taken ones.
    try Self.arm(output, settings, description)
    var relay: SignalRelay?
    do throws(ScreenError) {
      let taken = try SignalRelay()
      relay = taken
      signals = taken
      surface = try Self.surface(
        description, input: input, output: self.output, settings: settings,
        capability: capability)
    } catch {
      relay?.stop()
      caliper_guard_restore()
      throw error
    }
    // Where standard error is a file the user wants it there, at once.
    if isatty(STDERR_FILENO) == 1 { caliper_guard_hold_standard_error() }
    surface.resize(to: size)
  }

  deinit { close() }

  private static func arm(
    _ output: Int32, _ settings: TerminalSettings, _ description: TerminalDescription
  ) throws(ScreenError) {
    var found = settings.found
    let leave = description.leave.map { CChar(bitPattern: $0) }
    guard caliper_guard_arm(output, &found, leave, leave.count) == 0 else {
      throw errno == EBUSY ? .alreadyOpen : .system(call: "arming the terminal guard", code: errno)
    }
  }

  private static func surface(
    _ description: TerminalDescription, input: Int32, output: TerminalOutput,
    settings: TerminalSettings, capability: DisplayCapability
  ) throws(ScreenError) -> any Surface {
    guard description.isAddressable else {
      return try PlainSurface(output: output, settings: settings, unicode: capability.unicode)
    }
    return try CursesSurface(
      description: description, input: input, output: output, settings: settings,
      capability: capability)
  }

  /// What the line says of its size, and where it does not know, what the description says.
  private static func measure(_ output: Int32, _ description: TerminalDescription) -> ScreenSize {
    var size = ScreenSize(ofTerminal: output) ?? description.defaultSize
    // A printed page keeps off the last column, where a plain terminal breaks the line by itself.
    if !description.isAddressable { size.columns = max(1, size.columns - 1) }
    return size
  }

  /// Shows a frame by sending what has changed since the last.
  public func draw(_ frame: Frame) {
    guard isOpen else { return }
    surface.paint(frame, since: shown)
    shown = frame
  }

  /// Has the next ``draw(_:)`` send the whole frame, as after another program wrote over it.
  public func redraw() {
    shown = nil
    if isOpen { surface.invalidate() }
  }

  /// Reads the terminal's size again. True where it has changed.
  @discardableResult
  public func updateSize() -> Bool {
    let measured = Self.measure(output.terminal, description)
    guard isOpen, measured != size else { return false }
    size = measured
    shown = nil
    surface.resize(to: measured)
    return true
  }

  /// Has the terminal report the mouse, or stop, where it can. It is off at first, since a terminal
  /// that reports the mouse no longer selects text by it.
  public func setMouse(_ isOn: Bool) {
    guard isOpen, capability.hasMouse, isOn != reportsMouse else { return }
    reportsMouse = isOn
    output.send(isOn ? MouseReports.on : MouseReports.off)
  }

  /// Signals that came since the last call, for a program that draws without a ``TerminalLoop``.
  public func receivedSignals() -> [Int32] { isOpen ? signals.drain() : [] }

  /// Gives the terminal to the shell, stops the process group as Ctrl-Z does, and takes the
  /// terminal back when it goes on. The next ``draw(_:)`` is whole; ask ``updateSize()`` first.
  ///
  /// Where nothing can bring it back, as for the only program of a terminal, the kernel does not
  /// stop it and this returns at once.
  public func suspend() {
    guard isOpen else { return }
    if reportsMouse { output.send(MouseReports.off) }
    surface.leave()
    caliper_guard_disarm()
    caliper_signals_stop()
    try? Self.arm(output.terminal, settings, description)
    resume()
  }

  /// Takes the terminal's settings again after another program may have changed them.
  func resume() {
    guard isOpen else { return }
    surface.enter()
    if reportsMouse { output.send(MouseReports.on) }
    shown = nil
  }

  /// Gives the terminal back. Does nothing the second time.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    if reportsMouse { output.send(MouseReports.off) }
    surface.close()
    caliper_guard_disarm()
    caliper_guard_release_standard_error()
    signals.stop()
  }
}
