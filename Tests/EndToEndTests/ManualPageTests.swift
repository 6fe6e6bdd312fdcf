import Foundation
import Testing
import TmuxSupport
import Viewer

/// The manual page and the shells' completions.
@Suite("Manual page and completions", .enabled(if: Program.isBuilt, "needs the built program"))
struct ManualPageTests {
  /// The page as roff's escapes leave it.
  func page() throws -> String {
    let run = try Program.run("man")
    #expect(run.code == 0 && run.messages.isEmpty)
    return run.output.replacing("\\-", with: "-").replacing("\\(aq", with: "'")
      .replacing("\\(ha", with: "^").replacing("\\&", with: "")
  }

  @Test("The page has every command, option, key, typed command and setting")
  func contents() throws {
    let page = try page()
    for section in [
      "NAME", "SYNOPSIS", "COMMANDS", "KEYS", "COMMAND LINE", "CONFIGURATION", "FILES",
      "ENVIRONMENT", "EXIT STATUS",
    ] { #expect(page.contains("\n.SH \(section)\n"), "\(section)") }
    #expect(page.contains("\ncaliper - see CT in a terminal"))
    #expect(page.contains("\n.TP\n\\fB-i, --input INPUT\\fR\nThe CT, a NIfTI file"))
    for binding in Keymap.standard.bindings {
      let label = "\n.TP\n\\fB\(binding.label)\\fR\n\(binding.help) ["
      #expect(page.contains(label), "\(binding.label)")
    }
    for command in Viewer.Command.listed { #expect(page.contains(command.name)) }
    for command in LineCommand.all {
      #expect(page.contains("\\fB\(command.usage)\\fR\n\(command.helpWithAliases)\n"))
    }
    for setting in Setting.allCases {
      #expect(page.contains("\\fB\(setting.rawValue)\\fR\n\(setting.help)\n"))
    }
    for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      let known = [".TH ", ".SH ", ".SS ", ".PP", ".TP", ".nf", ".fi"]
      #expect(known.contains { line.hasPrefix($0) }, "no text becomes a request: \(line)")
    }
  }

  @Test(
    "groff formats it without a warning", .enabled(if: Program.tool("groff") != nil, "needs groff"))
  func formats() throws {
    let place = try Workplace()
    try Program.run("man").output.write(
      to: place.url("caliper.1"), atomically: true, encoding: .utf8)
    let run = try Program.run(
      ["-ww", "-man", "-Tutf8", place.url("caliper.1").path],
      of: #require(Program.tool("groff")))
    #expect(run.code == 0 && run.messages.isEmpty, "\(run.messages)")
    #expect(run.output.contains("Research use, not for diagnosis."))
  }

  @Test(
    "bash completes commands, options, values and files",
    .enabled(if: Program.tool("bash") != nil, "needs bash"))
  func bash() throws {
    let place = try Workplace()
    try place.makeBall()
    try "{}".write(to: place.url("prompts.json"), atomically: true, encoding: .utf8)
    let script = """
      cd \(Tmux.quoted(place.folder.path))
      source <(\(Tmux.quoted(Program.path)) completions bash)
      try() {
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        COMP_TYPE=9; COMPREPLY=()
        _caliper caliper "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        echo "${COMPREPLY[*]}"
      }
      try caliper co
      try caliper view --color ''
      try caliper view ''
      try caliper view --prompts ''
      """
    let run = try Program.run(["--norc", "-c", script], of: #require(Program.tool("bash")))
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines == ["config completions", "auto always never", "ball.nii.gz", "prompts.json"])
  }

  @Test("Each shell has a script of its own, others are wrong usage")
  func shells() throws {
    let scripts = try ["bash", "zsh", "fish"].map { try Program.run("completions", $0) }
    #expect(scripts.allSatisfy { $0.code == 0 && $0.output.contains("accuracy") })
    #expect(Set(scripts.map(\.output)).count == 3)
    #expect(scripts[1].output.hasPrefix("#compdef caliper"))
    #expect(try Program.run("completions", "tcsh").code == 2)
  }
}
