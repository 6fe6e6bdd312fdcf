import Foundation
import Testing
import TmuxSupport

/// The reader's configuration, as `caliper config` tells it and as the viewer follows it.
@Suite("Configuration", .enabled(if: Program.isBuilt, "needs the built program"))
struct ConfigurationFileTests {
  func config(
    _ place: Workplace, _ arguments: [String] = []
  ) throws -> (code: Int32, output: String, messages: String) {
    try Program.run(
      ["config"] + arguments, environment: ["XDG_CONFIG_HOME": place.url("config").path])
  }

  @Test("config says where the file is, and what holds without one")
  func absent() throws {
    let place = try Workplace()
    let run = try config(place)
    #expect(run.code == 0 && run.messages.isEmpty)
    #expect(run.output.hasPrefix("# \(place.url("config/caliper/config").path) (not there)\n"))
    #expect(run.output.contains("\nkey PgDn = slice-down\n"))
    // The XDG specification: a relative path counts for nothing.
    let home = try Program.run(
      ["config"], environment: ["XDG_CONFIG_HOME": "here", "HOME": place.folder.path])
    #expect(home.output.hasPrefix("# \(place.url(".config/caliper/config").path) (not there)"))
  }

  @Test("config follows the file, and tells of problems by file and line")
  func problems() throws {
    let place = try Workplace()
    try place.configure("key E = undo\nset color = never\nkey F1 = undo\nkey W = fly\u{1B}[31m\n")
    let run = try config(place)
    #expect(run.code == 1)
    #expect(run.output.contains("\nkey E = undo\n") && run.output.contains("\nset color = never\n"))
    let lines = run.messages.split(separator: "\n")
    let path = place.url("config/caliper/config").path
    #expect(lines.count == 2)
    #expect(run.messages.contains("caliper: \(path):3: no key is called \"F1\""))
    #expect(run.messages.contains("caliper: \(path):4: no command is called \"fly\\u{1B}[31m\""))
  }

  @Test("The default file is one that says nothing new")
  func standard() throws {
    let place = try Workplace()
    let text = try config(place, ["--default"]).output
    #expect(text.contains("# key PgDn = slice-down\n") && text.contains("# set color = auto\n"))
    try place.configure(text)
    let run = try config(place)
    #expect(run.code == 0 && run.messages.isEmpty)
  }

  @Test("A file that cannot be read is told, and nothing of it counts")
  func unreadable() throws {
    let place = try Workplace()
    try place.configure("")
    let file = place.url("config/caliper/config")
    try Data([0x6B, 0xFF, 0xFE]).write(to: file)
    let binary = try config(place)
    #expect(binary.code == 1 && binary.messages.contains("is not UTF-8 text"))
    try FileManager.default.removeItem(at: file)
    try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    let folder = try config(place)
    #expect(folder.code == 1 && folder.messages.contains("Nothing of the configuration counts."))
    #expect(folder.output.contains("\nkey PgDn = slice-down\n"))
  }

  @Test(
    "The viewer follows keys and settings, and tells of problems before and within",
    .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)))
  func viewer() throws {
    let place = try Workplace()
    try place.makeBall()
    try place.configure("key E = slice-up\nset color = never\nkey Q = quit\nunkey q\nkey k = nod\n")
    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    let tmux = viewer.tmux
    try tmux.wait(for: "config:5: no command is called \"nod\"")
    // The problem stands where HU do.
    try tmux.wait(for: "whole study") { $0.contains("AX 11/20") && !$0.contains("[READING") }
    try tmux.type("E")
    try tmux.wait(for: "(32,24,11)")
    #expect(try tmux.text().contains("mono"))
    try tmux.type("q")
    try tmux.wait(for: "q: this key does nothing")
    try tmux.type("Q")
    let screen = try viewer.waitForEnd()
    #expect(screen.contains("code 0"))
    #expect(screen.contains(":5: no command is called"), "on standard error too")
  }

  @Test(
    "A flag goes before the environment, and that before the configuration",
    .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)),
    arguments: [("--color always", "1", "256c"), ("", "1", "mono"), ("", "", "256c")])
  func order(flag: String, noColor: String, means: String) throws {
    let place = try Workplace()
    try place.makeBall()
    try place.configure("set color = always\n")
    let viewer = try ViewerSession(
      ["ball.nii.gz"] + flag.split(separator: " ").map(String.init), in: place,
      environment: ["NO_COLOR": noColor])
    try viewer.tmux.wait(for: "HU 40")
    #expect(try viewer.tmux.text().contains(means))
    try viewer.tmux.type("q")
    try viewer.waitForEnd()
  }

  @Test(
    "Tab lists folders of the disk, and :write saves there",
    .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)))
  func folders() throws {
    let place = try Workplace()
    try place.makeBall()
    for name in ["my results", "my readings"] {
      try FileManager.default.createDirectory(
        at: place.url(name), withIntermediateDirectories: true)
    }
    let viewer = try ViewerSession(["ball.nii.gz"], in: place)
    let tmux = viewer.tmux
    try tmux.wait(for: "HU 40")
    try tmux.press("Enter")
    try tmux.wait(for: "PLACE B")
    try tmux.type(":w m")
    try tmux.press("Tab")
    try tmux.wait(for: "my readings/  my results/")
    try tmux.press("Tab", "Tab")
    try tmux.wait(for: ":w my results/")
    try tmux.press("Enter")
    // In another folder than the image's a name alone would not say where.
    try tmux.wait(for: "the path") {
      $0.contains("Saved /") && $0.contains("/my results/ball_caliper.json.")
    }
    #expect(place.exists("my results/ball_caliper.json"))
    try tmux.type("q")
    #expect(try viewer.waitForEnd().contains("code 0"))
  }

  @Test(
    "Without a name in the configuration the reader is who the login or the system says",
    .enabled(if: Program.canRun, Comment(rawValue: Program.cannotRun)))
  func readerOfTheAccount() throws {
    let account = try #require(getpwuid(geteuid())).pointee.pw_name
    let known = String(cString: try #require(account))
    for (user, login, name) in [
      ("Dr. A", "b", "Dr. A"), ("", "Dr. B", "Dr. B"), ("", "", known),
    ] {
      let place = try Workplace()
      try place.makeBall()
      let viewer = try ViewerSession(
        ["ball.nii.gz"], in: place, environment: ["USER": user, "LOGNAME": login])
      try viewer.tmux.wait(for: "HU 40")
      try viewer.tmux.press("Enter")
      try viewer.tmux.wait(for: "PLACE B")
      try viewer.tmux.press("S")
      try viewer.tmux.wait(for: "Saved ball_caliper.json")
      #expect(try place.text("ball_caliper.json").contains("\"reader\" : \"\(name)\""))
      try viewer.tmux.press("q")
      try viewer.waitForEnd()
    }
  }
}
