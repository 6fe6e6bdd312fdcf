import Glibc

/// A terminal for tests: one pane of a tmux server of its own, without the user's configuration.
///
/// Keys go in, text comes out, as a person at a terminal would have it.
public final class Tmux {
  private let socket: String

  public struct Failed: Error, CustomStringConvertible {
    public var description: String
  }

  public static let isAvailable = Command.run(["tmux", "-V"])?.status == 0

  /// Starts `command` by a shell in a terminal of the given size.
  ///
  /// - Parameter environment: variables for the command beside the test's own; `TERM` too, which
  ///   tmux would set to `screen`.
  public init(
    columns: Int, rows: Int, command: String, environment: [String: String] = [:]
  ) throws {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    socket = "\(folder)/caliper-test-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tmux"
    let variables = environment.map { "\($0)=\(Self.quoted($1))" }.sorted().joined(separator: " ")
    let size = ["-x", "\(columns)", "-y", "\(rows)"]
    var arguments = ["-f", "/dev/null", "new-session", "-d"] + size
    arguments.append("exec env \(variables) sh -c \(Self.quoted(command))")
    arguments += [";", "set-option", "-g", "status", "off"]
    arguments += [";", "set-option", "-g", "remain-on-exit", "on"]
    arguments += [";", "resize-window"] + size
    try tmux(arguments)
  }

  deinit {
    _ = try? tmux("kill-server")
    unlink(socket)
  }

  /// Text for a shell, which takes it as one word.
  public static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }

  // MARK: In

  /// Presses keys by tmux's names: "Up", "PPage", "Enter", "Escape", "C-c", or a character.
  public func press(_ keys: String...) throws {
    try tmux(["send-keys", "--"] + keys)
  }

  /// Presses many keys, named as for ``press(_:)``.
  public func press(keys: [String]) throws {
    try tmux(["send-keys", "--"] + keys)
  }

  /// Types text as it is.
  public func type(_ text: String) throws {
    try tmux("send-keys", "-l", "--", text)
  }

  public func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  // MARK: Out

  /// The screen's rows, without blanks at their ends.
  public func rows() throws -> [String] {
    try tmux("capture-pane", "-p")
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { row in String(row.reversed().drop { $0 == " " }.reversed()) }
  }

  /// The screen as one text.
  public func text() throws -> String { try rows().joined(separator: "\n") }

  /// The screen with its colours; what is blank at the end of a row may be left out.
  public func cells() throws -> [[ShownCell]] {
    ShownCell.rows(of: try tmux("capture-pane", "-p", "-e")).dropLast()
  }

  /// One of tmux's formats, such as `#{alternate_on}`.
  public func ask(_ format: String) throws -> String {
    let answer = try tmux("display-message", "-p", format)
    return answer.last == "\n" ? String(answer.dropLast()) : answer
  }

  /// What the terminal is in the middle of: whether the alternate screen is on, the cursor shown,
  /// and the key pad in application mode.
  public func modes() throws -> Modes {
    let flags = try ask("#{alternate_on}#{cursor_flag}#{keypad_cursor_flag}").map { $0 == "1" }
    guard flags.count == 3 else { throw Failed(description: "tmux does not tell its modes") }
    return Modes(alternateScreen: flags[0], cursor: flags[1], keypad: flags[2])
  }

  public struct Modes: Hashable, Sendable {
    public var alternateScreen: Bool
    public var cursor: Bool
    public var keypad: Bool

    public init(alternateScreen: Bool, cursor: Bool, keypad: Bool) {
      self.alternateScreen = alternateScreen
      self.cursor = cursor
      self.keypad = keypad
    }

    /// As a shell has it.
    public static let shell = Modes(alternateScreen: false, cursor: true, keypad: false)
  }

  /// Whether the command has ended.
  public func hasEnded() throws -> Bool { try ask("#{pane_dead}") == "1" }

  // MARK: Waiting

  /// Waits until `condition` holds for the screen's text, and returns that text.
  ///
  /// - Throws: ``Failed`` with the screen as it is when `seconds` have passed.
  @discardableResult
  public func wait(
    for what: String, seconds: Double = 10, until condition: (String) throws -> Bool
  ) throws -> String {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      let text = try text()
      if try condition(text) { return text }
      guard ContinuousClock.now < deadline else {
        throw Failed(description: "after \(seconds) s there is no \(what) on the screen:\n\(text)")
      }
      usleep(30_000)
    }
  }

  /// Waits until the screen holds `text`.
  @discardableResult
  public func wait(for text: String, seconds: Double = 10) throws -> String {
    try wait(for: "“\(text)”", seconds: seconds) { $0.contains(text) }
  }

  // MARK: The server

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    // Without TMUX, since from within tmux a server inside would be refused; and with -u, so that
    // what the pane shows is UTF-8 whatever the locale of the tests.
    let all = ["env", "-u", "TMUX", "tmux", "-u", "-S", socket] + arguments
    guard let command = Command.run(all) else { throw Failed(description: "tmux cannot start") }
    guard command.status == 0 else {
      throw Failed(description: "tmux \(arguments.joined(separator: " ")): \(command.output)")
    }
    return command.output
  }
}
