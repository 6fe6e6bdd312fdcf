import Foundation
import Testing
import TmuxSupport

/// The viewer on terminals of many kinds and sizes.
@Suite(
  "Terminals and sizes", .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)))
struct TerminalsTests {
  @Test("A new size is drawn at once and whole; the old size brings the old screen back")
  func resize() throws {
    let place = try Workplace()
    try place.makeBall()
    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    let tmux = viewer.tmux
    let before = try tmux.wait(for: "HU 40")
    for (columns, rows) in [(80, 24), (200, 60), (100, 30)] {
      try tmux.resize(columns: columns, rows: rows)
      try tmux.wait(for: "frame of \(columns) x \(rows)") { text in
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.count == rows && lines[0].contains("ball.nii.gz")
          && lines[1].count == columns && lines[1].hasSuffix("┐")
          && lines[rows - 1].contains("help")
          && lines.filter { $0.hasPrefix("└") && $0.hasSuffix("┘") }.count == 1
      }
    }
    // Too small to be useful says so, and is survived.
    try tmux.resize(columns: 30, rows: 8)
    try tmux.wait(for: "too small") { $0.contains("40") && $0.contains("12") }
    try tmux.resize(columns: 120, rows: 40)
    let after = try tmux.wait(for: "the first screen") { $0 == before }
    #expect(after == before)
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }

  @Test(
    "Every terminal shows the study, moves the cursor, and is given back",
    arguments: [
      ("xterm-256color", "256c half"), ("xterm", "8c"), ("vt100", "mono"), ("dumb", "mono"),
      ("screen-256color", "256c half"), ("no-such-terminal", "256c half"),
    ])
  func terminals(term: String, means: String) throws {
    let place = try Workplace()
    try place.makeBall()
    let viewer = try ViewerSession(
      ["ball.nii.gz"], in: place, columns: 100, rows: 30, environment: ["TERM": term])
    let tmux = viewer.tmux
    try tmux.wait(for: "(32,24,10)")
    #expect(try tmux.text().contains(means))
    try tmux.press("Right", "Right", "S-Down", "PPage")
    try tmux.wait(for: "(34,34,11)")
    try tmux.press("q")
    let screen = try viewer.waitForEnd()
    #expect(screen.contains("code 0"))
    #expect(screen.contains("settings kept"))
    #expect(try tmux.modes() == .shell)
    #expect(
      screen.contains("is unknown here: drawing as xterm-256color.") == (term == "no-such-terminal")
    )
  }

  @Test(
    "In the C locale, and with --ascii, nothing beyond ASCII is drawn", arguments: [true, false])
  func ascii(byLocale: Bool) throws {
    let place = try Workplace()
    try place.makeBall()
    let viewer = try ViewerSession(
      byLocale ? ["ball.nii.gz"] : ["ball.nii.gz", "--ascii"], in: place,
      environment: byLocale ? ["LC_ALL": "C"] : [:])
    try viewer.tmux.wait(for: "HU 40")
    #expect(try viewer.tmux.text().unicodeScalars.allSatisfy(\.isASCII))
    try viewer.tmux.press("q")
    try viewer.waitForEnd()
  }

  @Test("NO_COLOR and --no-color draw in the terminal's own colours", arguments: [true, false])
  func noColor(byEnvironment: Bool) throws {
    let place = try Workplace()
    try place.makeBall()
    let viewer = try ViewerSession(
      byEnvironment ? ["ball.nii.gz"] : ["ball.nii.gz", "--no-color"], in: place,
      environment: byEnvironment ? ["NO_COLOR": "1"] : [:])
    try viewer.tmux.wait(for: "HU 40")
    let cells = try viewer.tmux.cells().joined()
    #expect(cells.contains { $0.character == "o" }, "the ball is drawn by characters")
    #expect(cells.allSatisfy { $0.foreground == "" && $0.background == "" })
    try viewer.tmux.press("q")
    try viewer.waitForEnd()
  }
}
