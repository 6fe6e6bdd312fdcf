import Foundation
import Testing
import TmuxSupport

/// The terminal is given back whatever happens, and unsaved work is kept.
@Suite(
  "Giving the terminal back", .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)))
struct GivingBackTests {
  /// A viewer with an end placed and not saved.
  static func unsaved(_ place: Workplace) throws -> ViewerSession {
    try place.makeBall()
    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    try viewer.tmux.wait(for: "ball.nii.gz  AX 11/20")
    #expect(try viewer.tmux.modes().alternateScreen)
    #expect(try !viewer.tmux.modes().cursor)
    try viewer.tmux.press("Enter")
    try viewer.tmux.wait(for: "unsaved")
    return viewer
  }

  /// The screen after the viewer as it has to be, whatever ended it.
  static func check(_ viewer: ViewerSession, code: Int32) throws {
    let screen = try viewer.waitForEnd()
    #expect(screen.contains("settings kept"))
    #expect(screen.contains("code \(code)\n"))
    // What stood there before is back, and nothing of the picture is left.
    #expect(screen.hasPrefix("shell before\n"))
    #expect(!screen.contains("│"))
    #expect(try viewer.tmux.modes() == .shell)
    // What follows is in the terminal's own colours.
    let row = try viewer.tmux.cells().last { row in row.contains { $0.character != " " } }
    #expect(row?.allSatisfy { $0.foreground == "" && $0.background == "" } == true)
  }

  @Test(
    "A signal to end gives the terminal back, keeps unsaved work, and opening again brings it back",
    arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT])
  func signals(signal: Int32) throws {
    let place = try Workplace()
    let viewer = try Self.unsaved(place)
    try viewer.kill(signal)
    try Self.check(viewer, code: 128 + signal)
    #expect(place.leftBehind().count == 1)

    let again = try ViewerSession(["ball.nii.gz"], in: place)
    try again.tmux.wait(for: "r recover")
    try again.tmux.press("r")
    try again.tmux.wait(for: "Lesion 1/1")
    #expect(try again.tmux.text().contains("recovered"))
    try again.tmux.press("q")
    try again.tmux.wait(for: "Unsaved changes")
    try again.tmux.press("d")
    try again.waitForEnd()
    #expect(place.leftBehind() == [])
  }

  @Test("Ctrl-C gives the terminal back")
  func controlC() throws {
    let place = try Workplace()
    let viewer = try Self.unsaved(place)
    try viewer.tmux.press("C-c")
    try Self.check(viewer, code: 130)
    #expect(place.leftBehind().count == 1)
  }

  @Test("After Ctrl-S, a signal to end still gives the terminal back")
  func stoppedOutput() throws {
    let place = try Workplace()
    let viewer = try Self.unsaved(place)
    try viewer.tmux.press("C-s")
    for _ in 0..<6 { try viewer.tmux.press(".", "1", "2") }
    try viewer.kill(SIGTERM)
    try Self.check(viewer, code: 143)
  }

  @Test(
    "A crash gives the terminal back, as to the terminal", arguments: [SIGSEGV, SIGABRT, SIGILL])
  func crash(signal: Int32) throws {
    let place = try Workplace()
    let viewer = try Self.unsaved(place)
    try viewer.kill(signal)
    try Self.check(viewer, code: 128 + signal)
    // Written down when the end was placed, for a crash says no goodbye.
    #expect(place.leftBehind().count == 1)
  }

  @Test("A dropped line ends the viewer, and unsaved work is kept")
  func droppedLine() throws {
    let place = try Workplace()
    var viewer: ViewerSession? = try Self.unsaved(place)
    let process = try #require(
      Int32(place.text("pid").trimmingCharacters(in: .whitespacesAndNewlines)))
    viewer = nil
    #expect(viewer == nil)
    for _ in 0..<200 where kill(process, 0) == 0 { usleep(20_000) }
    #expect(kill(process, 0) != 0, "the viewer has ended")
    #expect(place.leftBehind().count == 1)
  }

  @Test("Quitting with unsaved changes asks first: stay, save, or discard")
  func quitQuestion() throws {
    let place = try Workplace()
    let viewer = try Self.unsaved(place)
    let tmux = viewer.tmux
    try tmux.press("q")
    try tmux.wait(for: "Unsaved changes")
    try tmux.press("Escape")
    try tmux.wait(for: "no question") { !$0.contains("Unsaved changes") }
    try tmux.press("q")
    try tmux.wait(for: "Unsaved changes")
    try tmux.press("s")
    try Self.check(viewer, code: 0)
    #expect(place.exists("ball_caliper.json"))
    #expect(place.leftBehind() == [])
  }

  @Test("Ctrl-Z gives the terminal to the shell, and fg takes it back")
  func suspend() throws {
    let place = try Workplace()
    try place.makeBall()
    // A shell with job control, which a script has not.
    let tmux = try Tmux(
      columns: 100, rows: 30, command: "cd \(Tmux.quoted(place.folder.path)); exec sh -i",
      environment: [
        "TERM": "xterm-256color", "PS1": "ready> ", "ENV": "", "LC_ALL": "C.UTF-8",
        "XDG_STATE_HOME": place.url("state").path,
      ])
    try tmux.wait(for: "ready>")
    try tmux.type("\(Program.path) view ball.nii.gz")
    try tmux.press("Enter")
    let before = try tmux.wait(for: "HU 40")
    try tmux.press("C-z")
    try tmux.wait(for: "Stopped")
    #expect(try tmux.modes() == .shell)
    try tmux.type("fg")
    try tmux.press("Enter")
    #expect(try tmux.wait(for: "HU 40") == before)
    #expect(try tmux.modes().alternateScreen)
    // And once more, with another size meanwhile.
    try tmux.press("C-z")
    try tmux.wait(for: "Stopped")
    try tmux.resize(columns: 90, rows: 20)
    try tmux.type("fg")
    try tmux.press("Enter")
    try tmux.wait(for: "the new size") { text in
      let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
      return rows.count == 20 && rows[1].hasSuffix("┐") && rows[1].count == 90
    }
    try tmux.press("q")
    try tmux.wait(for: "prompt") { screen in
      let last = screen.split(separator: "\n").last
      return !screen.contains("┐") && last == "ready>"
    }
    #expect(try tmux.modes() == .shell)
  }

  /// Whether button motion and SGR reports are on.
  private static func mouseModes(_ tmux: Tmux) throws -> String {
    try tmux.ask("#{mouse_button_flag}#{mouse_sgr_flag}")
  }

  @Test("The mouse acts once it is on, and is off for the shell, after fg on again")
  func mouse() throws {
    let place = try Workplace()
    try place.makeBall()
    let tmux = try Tmux(
      columns: 100, rows: 30, command: "cd \(Tmux.quoted(place.folder.path)); exec sh -i",
      environment: [
        "TERM": "xterm-256color", "PS1": "ready> ", "ENV": "", "LC_ALL": "C.UTF-8",
        "XDG_STATE_HOME": place.url("state").path,
      ])
    try tmux.wait(for: "ready>")
    try tmux.type("\(Program.path) view ball.nii.gz")
    try tmux.press("Enter")
    try tmux.wait(for: "(32,24,10)")
    #expect(try Self.mouseModes(tmux) == "00")
    // Reports that nobody asked for do nothing.
    try tmux.type("\u{1B}[<64;20;10M")
    try tmux.press("Right", "M")
    try tmux.wait(for: "Mouse: left cursor")
    #expect(try tmux.text().contains("(33,24,10)"))
    #expect(try Self.mouseModes(tmux) == "11")
    try tmux.type("\u{1B}[<64;20;10M")
    try tmux.wait(for: "(33,24,11)")
    // From the middle of the picture to its left edge, where the whole slice is in view.
    try tmux.press("=")
    try tmux.type("\u{1B}[<0;35;15M\u{1B}[<32;2;15M\u{1B}[<0;2;15m")
    try tmux.wait(for: "(0,")
    let before = try tmux.text()
    try tmux.press("C-z")
    try tmux.wait(for: "Stopped")
    #expect(try Self.mouseModes(tmux) == "00")
    #expect(try tmux.modes() == .shell)
    try tmux.type("fg")
    try tmux.press("Enter")
    try tmux.wait(for: "the screen before") { $0 == before }
    #expect(try Self.mouseModes(tmux) == "11")
    try tmux.type("\u{1B}[<65;20;10M")
    try tmux.wait(for: ",10)")
    try tmux.press("q")
    try tmux.wait(for: "prompt") {
      !$0.contains("┐") && $0.split(separator: "\n").last == "ready>"
    }
    #expect(try Self.mouseModes(tmux) == "00")
  }

  @Test("A crash switches the mouse off", arguments: [SIGSEGV, SIGTERM])
  func crashWithMouse(signal: Int32) throws {
    let place = try Workplace()
    try place.makeBall()
    let viewer = try ViewerSession(["ball.nii.gz", "--mouse"], in: place)
    try viewer.tmux.wait(for: "half mouse")
    #expect(try Self.mouseModes(viewer.tmux) == "11")
    try viewer.kill(signal)
    try Self.check(viewer, code: 128 + signal)
    #expect(try Self.mouseModes(viewer.tmux) == "00")
  }

  @Test("A study that cannot be read is told on the terminal, which is never taken")
  func missingFile() throws {
    let place = try Workplace()
    let viewer = try ViewerSession(["missing.nii.gz"], in: place)
    let screen = try viewer.waitForEnd()
    #expect(screen.contains("missing.nii.gz"))
    #expect(screen.contains("code 1\n"))
    #expect(screen.contains("settings kept"))
  }

  @Test("Without a terminal the viewer refuses, and names the command for batch work")
  func noTerminal() throws {
    let place = try Workplace()
    try place.makeBall()
    let result = try Program.run("view", place.url("ball.nii.gz").path)
    #expect(result.code == 2)
    #expect(result.messages.contains("caliper segment"))
    #expect(result.output == "")
  }
}
