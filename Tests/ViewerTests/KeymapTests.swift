import Foundation
import Testing
import Viewer

@Suite struct KeymapTests {
  @Test func noKeyStandsTwice() { #expect(Keymap.standard.conflicts.isEmpty) }

  @Test func theHelpShowsEveryBinding() {
    var session = Session.loaded(columns: 120, rows: 60)
    session.type("?")
    let screen = session.screen
    for binding in Keymap.standard.bindings {
      #expect(screen.contains(binding.label + " "), "\(binding.label)")
      #expect(screen.contains(binding.help), "\(binding.help)")
    }
    #expect(screen.contains("Research use, not for diagnosis"))
  }

  @Test func theManualListsEveryBinding() throws {
    let manual = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Manual.md").standardizedFileURL, encoding: .utf8)
    for binding in Keymap.standard.bindings {
      // Markdown takes a bare bar for the end of a column.
      let label = binding.label.replacingOccurrences(of: "|", with: "\\|")
      let row = "| `\(label)` | \(binding.help) |"
      #expect(manual.contains(row), "Manual.md lacks the row \(row)")
    }
  }

  @Test func theManualListsEveryTypedCommandAndSetting() throws {
    let manual = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Manual.md").standardizedFileURL, encoding: .utf8)
    for command in LineCommand.all {
      let row = "| `\(command.usage)` | \(command.helpWithAliases) |"
      #expect(manual.contains(row), "Manual.md lacks the row \(row)")
    }
    for setting in Setting.allCases {
      let row = "| `\(setting.rawValue)` | \(setting.help) |"
      #expect(manual.contains(row), "Manual.md lacks the row \(row)")
    }
    for command in Command.listed where command != .interrupt {
      #expect(manual.contains("`\(command.name)`"), "Manual.md lacks `\(command.name)`")
    }
  }

  @Test func labels() {
    let labels = Keymap.standard.bindings.map(\.label)
    #expect(labels.contains("arrows hjkl"))
    #expect(labels.contains("Shift+arrows HJKL"))
    #expect(labels.contains("PgUp ."))
    #expect(labels.contains("U Ctrl-R"))
  }

  @Test(arguments: [40, 80, 120, 160]) func nothingInTheHelpIsCutOff(columns: Int) {
    var session = Session.loaded(columns: columns, rows: 24)
    session.type("?")
    var last = ""
    var seen = ""
    while session.screen != last {
      last = session.screen
      seen += last
      #expect(!last.contains("…"))
      session.press(.pageDown)
      #expect(session.state.mode != .normal)
    }
    #expect(seen.contains(":unbind KEY"), "the end of the list was reached")
    session.press(.home)
    #expect(session.helpPage?.scroll == 0)
    session.press(.up)
    #expect(session.helpPage?.scroll == 0)
    session.type("x")
    #expect(session.state.mode == .normal && session.state.display.showsCrosshair)
  }

  @Test func unknownKeysSayWhereToLook() {
    var session = Session.loaded()
    session.type("@")
    #expect(session.messageText == "@: this key does nothing; ? lists the keys.")
  }

  @Test func anotherKeymapChangesKeysHintsAndHelp() {
    let keymap = Keymap([
      KeyBinding(.lesions, [.character("z")], .confirm, "set an end"),
      KeyBinding(.session, [.character("y")], .help, "help"),
    ])
    var session = Session.loaded(options: ViewerOptions(keymap: keymap))
    #expect(session.lastRow.contains("z set A"))
    session.type("z")
    #expect(session.state.work.lesions.count == 1)
    session.press(.enter)
    #expect(session.messageText == "Enter: this key does nothing; y lists the keys.")
  }
}
