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
    // Who wonders at the picture is told while it is there.
    #expect(try tmux.text().contains("is unknown here") == (term == "no-such-terminal"))
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

  @Test("Two hundred sizes in ten seconds end in a right screen at the last one")
  func resizeStorm() throws {
    let place = try Workplace()
    try place.makeBall()
    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    let tmux = viewer.tmux
    let before = try tmux.wait(for: "HU 40")
    var random = SystemRandomNumberGenerator()
    let deadline = ContinuousClock.now + .seconds(10)
    for number in 0..<200 {
      try tmux.resize(
        columns: .random(in: 20...180, using: &random), rows: .random(in: 5...60, using: &random))
      let due = deadline - .milliseconds(50 * (200 - number))
      while ContinuousClock.now < due { usleep(1_000) }
    }
    try tmux.resize(columns: 120, rows: 40)
    try tmux.wait(for: "the first screen") { $0 == before }
    try tmux.press("Right")
    try tmux.wait(for: "(33,24,10)")
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }

  @Test("The least size is drawn, one less says so, and the next size brings the study back")
  func leastSize() throws {
    let place = try Workplace()
    try place.makeBall()
    let viewer = try ViewerSession(["ball.nii.gz"], in: place, columns: 40, rows: 12)
    let tmux = viewer.tmux
    let before = try tmux.wait(for: "HU 40")
    #expect(before.contains("AX 11/20"))
    for (columns, rows) in [(39, 12), (40, 11), (39, 11)] {
      try tmux.resize(columns: columns, rows: rows)
      try tmux.wait(for: "message") {
        $0.contains("40 x 12") && $0.contains("\(columns) x \(rows)") && !$0.contains("AX")
      }
      try tmux.resize(columns: 40, rows: 12)
      try tmux.wait(for: "the first screen") { $0 == before }
    }
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }

  @Test("A key held down for two thousand slices is done with at once")
  func burst() throws {
    let place = try Workplace()
    try place.makeBall()
    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    let tmux = viewer.tmux
    try tmux.wait(for: "HU 40")
    // The sequences themselves, as one text: tmux hands them on in one go.
    try tmux.type(String(repeating: "\u{1B}[5~", count: 2_000) + String(repeating: ",", count: 3))
    try tmux.wait(for: "AX 17/20", seconds: 3)
    try tmux.press("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }

  @Test("Names of wide and combining characters leave the frame where it is")
  func wideNames() throws {
    for name in ["肺癌.nii.gz", "e\u{301}tude-\u{E9}.nii.gz", String(repeating: "肺", count: 50)] {
      let place = try Workplace()
      try place.makeBall()
      let file = name.hasSuffix(".nii.gz") ? name : name + ".nii.gz"
      try FileManager.default.moveItem(at: place.url("ball.nii.gz"), to: place.url(file))
      let viewer = try ViewerSession([file], in: place, columns: 100, rows: 30)
      let text = try viewer.tmux.wait(for: "HU 40")
      let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(rows[0].contains(name.prefix(2)) || rows[0].contains("..肺"), "\(rows[0])")
      #expect(rows[0].contains("AX 11/20"), "\(rows[0])")
      #expect(rows[1].count == 100 && rows[1].hasPrefix("┌") && rows[1].hasSuffix("┐"))
      try viewer.tmux.press("q")
      try viewer.waitForEnd()
    }
  }

  @Test(
    "24-bit colours are drawn where the description's colour numbers are RGB values",
    .enabled(if: Program.hasTic, "needs tic"))
  func truecolor() throws {
    let place = try Workplace()
    try place.makeBall()
    try place.compileDirectColor()
    let viewer = try ViewerSession(
      ["ball.nii.gz"], in: place,
      environment: ["TERM": "xterm-direct", "TERMINFO": place.url("terminfo").path])
    let tmux = viewer.tmux
    try tmux.wait(for: "24-bit half")
    try tmux.type(":wl 1000 40")
    try tmux.press("Enter")
    try tmux.wait(for: "W1000 L40")
    func greys() throws -> Set<String> {
      Set(try viewer.picture().joined().flatMap { [$0.foreground, $0.background] })
    }
    // Air is black and the ball is half of white; nothing comes from a palette.
    let plain = try greys()
    #expect(plain.contains("48;2;128;128;128"))
    #expect(plain.contains { $0.hasPrefix("48;2;1;1;1") })
    #expect(plain.allSatisfy { $0 == "" || $0.contains("8;2;") }, "\(plain)")
    // The shades of an edge are more than 26 can tell.
    try tmux.type("YY=")
    try tmux.wait(for: "24-bit space")
    try tmux.press("Y")
    try tmux.wait(for: "24-bit ascii")
    try tmux.press("Y", "q")
    #expect(try viewer.waitForEnd().contains("code 0"))
    #expect(try tmux.modes() == .shell)
  }

  @Test(
    "COLORTERM alone changes nothing, and another renderer is drawn when asked for")
  func renderer() throws {
    let place = try Workplace()
    try place.makeBall()
    let viewer = try ViewerSession(
      ["ball.nii.gz", "--renderer", "quadrant"], in: place,
      environment: ["COLORTERM": "truecolor"])
    try viewer.tmux.wait(for: "256c quadrant")
    let blocks = Set(try viewer.picture().joined().map(\.character))
    #expect(!blocks.isDisjoint(with: Set("▘▝▖▗▛▜▙▟▚▞▌▐")))
    try viewer.tmux.press("q")
    try viewer.waitForEnd()
    let wrong = try Program.run("view", place.url("ball.nii.gz").path, "--renderer", "sixel")
    #expect(wrong.code == 2 && wrong.messages.contains("quadrant"))
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
