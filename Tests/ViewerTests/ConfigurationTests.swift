import Testing
import Viewer

@Suite struct ConfigurationTests {
  func problems(_ text: String) -> [String] {
    Configuration(text).problems.map { "\($0.line): \($0.text)" }
  }

  // MARK: Names

  @Test func everyCommandHasANameOfItsOwnThatReadsBack() {
    let commands = Command.listed
    #expect(Set(commands.map(\.name)).count == commands.count)
    for command in commands {
      #expect(Command(name: command.name) == command)
      let isKebab = command.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }
      #expect(isKebab && !command.help.isEmpty, "\(command.name)")
    }
    #expect(Command(name: "slice-down-7") == .slice(-7))
    #expect(Command(name: "cursor-up-25") == .move(columns: 0, rows: -25))
    for name in ["slice-up-0", "slice-up-1", "slice-up-+5", "slice-up-1001", "slice-sideways", ""] {
      #expect(Command(name: name) == nil, "\(name)")
    }
  }

  @Test func keysReadBackFromTheirNames() {
    let keys = Keymap.standard.bindings.flatMap(\.entries)
    for entry in keys where entry.command != .interrupt {
      let read = Configuration("key \(entry.key.name) = undo").keymap.command(for: entry.key)
      // Indispensable commands take their key back.
      #expect(
        read == .undo || Keymap.indispensable.contains(entry.command), "\(entry.key.name)")
    }
    let spellings: [(String, Key)] = [
      ("ctrl-r", .control("r")), ("Ctrl+R", .control("r")), ("^R", .control("r")),
      ("pgup", .pageUp), ("PageUp", .pageUp), ("space", .character(" ")), ("é", .character("é")),
      ("e\u{301}", .character("é")), ("Ctrl-]", .control("]")), ("=", .character("=")),
      ("#", .character("#")),
    ]
    for (name, key) in spellings {
      let configuration = Configuration("key \(name) = undo")
      #expect(configuration.keymap.command(for: key) == .undo, "\(name)")
    }
  }

  @Test(arguments: [
    ("Ctrl-I", "Tab"), ("Ctrl-M", "Enter"), ("Ctrl-H", "Backspace"), ("Ctrl-[", "Esc"),
    ("Ctrl-S", "terminal"), ("Ctrl-C", "always ends"), ("F1", "no key is called"),
    ("Alt-x", "no key is called"), ("\u{7}", "no key is called"),
  ])
  func keysThatDoNotExistSayWhy(name: String, reason: String) {
    let found = problems("key \(name) = undo")
    #expect(found.count == 1 && found[0].hasPrefix("1: ") && found[0].contains(reason))
  }

  // MARK: Files

  @Test func theLinesOfAFile() {
    let configuration = Configuration(
      """
      # a comment
        key  E=undo   # takes it back
      key ~ = redo
      key = = zoom-in
      key W = zoom-fit
      unkey f\r
      set cell-aspect = 0.45
      set reader = Dr. A. Bee#1 # the second
      set ascii = on
      """)
    let keymap = configuration.keymap
    #expect(configuration.problems.isEmpty, "\(configuration.problems)")
    #expect(keymap.command(for: .character("E")) == .undo)
    #expect(keymap.command(for: .character("~")) == .redo)
    #expect(keymap.command(for: .character("=")) == .zoomIn)
    #expect(keymap.command(for: .character("f")) == nil)
    #expect(configuration.settings.number(.cellAspect) == 0.45)
    #expect(configuration.settings[.reader] == "Dr. A. Bee#1")
    #expect(configuration.settings.isOn(.ascii) == true)
    #expect(configuration.settings.isOn(.mouse) == nil)
  }

  @Test func problemsNameTheLineAndTheRestCounts() {
    let text = """
      bind z undo
      key z undo
      key z = fly
      set colour = never
      set color = pink
      set mouse = yes
      set cell-aspect = nan
      set reader =
      key W = undo
      """
    let found = problems(text)
    let reasons = [
      "a line begins with key", "there is no =", "no command is called \"fly\"",
      "no setting is called \"colour\"", "color is one of auto, always, never",
      "mouse is on or off", "from 0.2 to 2", "reader is empty",
    ]
    #expect(found.count == reasons.count, "\(found)")
    for (index, (problem, reason)) in zip(found, reasons).enumerated() {
      #expect(problem.hasPrefix("\(index + 1): ") && problem.contains(reason), "\(problem)")
    }
    #expect(Configuration(text).keymap.command(for: .character("W")) == .undo)
  }

  @Test func keysBoundTwiceAndCommandsLeftWithoutAKey() {
    #expect(
      problems("key E = undo\nkey E = redo") == [
        "2: E was set in line 1 already; this line counts."
      ])
    #expect(
      problems("key w = undo") == [
        "1: w was the last key of window-adjust, which now needs another or must be typed as "
          + ":window-adjust."
      ])
    #expect(problems("key w = undo\nkey W = window-adjust").isEmpty, "it has another key")
    #expect(problems("unkey w").isEmpty, "who says unkey means it")
    #expect(problems("unkey E") == ["1: E has no command to take away."])
    #expect(problems("set ascii = on\nset ascii = off").count == 1)
  }

  @Test func indispensableCommandsKeepAKey() {
    for (text, key) in [("unkey q", "q"), ("key ? = undo", "?"), ("key : = undo", ":")] {
      let configuration = Configuration(text)
      #expect(configuration.problems.count == 1, "\(configuration.problems)")
      let command = configuration.keymap.command(for: .character(Character(key)))
      #expect(command.map(Keymap.indispensable.contains) == true)
    }
    #expect(Configuration("unkey Esc").keymap.command(for: .escape) == .cancel)
    // They may move, and may take each other's keys.
    let moved = Configuration("key Q = quit\nkey q = help\nkey ? = undo")
    #expect(moved.problems.isEmpty, "\(moved.problems)")
    #expect(moved.keymap.key(of: .quit) == .character("Q"))
    #expect(moved.keymap.key(of: .help) == .character("q"))
    // Two that would take each other's last key.
    let crossed = Configuration("key q = undo\nkey ? = undo\nkey : = undo\nkey Esc = undo")
    for command in Keymap.indispensable { #expect(crossed.keymap.key(of: command) != nil) }
    #expect(crossed.problems.count == 4)
  }

  /// Whatever a file says, the keymap is one that can be used.
  @Test(arguments: [1, 2, 3] as [UInt64]) func randomChangesLeaveASoundKeymap(seed: UInt64) {
    var random = SplitMix(state: seed)
    let keys = Keymap.standard.bindings.flatMap(\.entries).map(\.key) + [.character("E")]
    for _ in 0..<300 {
      let changes = (1...Int.random(in: 1...40, using: &random)).map { line in
        let command =
          Int.random(in: 0..<4, using: &random) == 0
          ? nil : Command.listed.randomElement(using: &random)
        return KeyChange(keys.randomElement(using: &random)!, command, line: line)
      }
      let keymap = Keymap.standard.changed(by: changes).keymap
      #expect(keymap.conflicts.isEmpty)
      for command in Keymap.indispensable { #expect(keymap.key(of: command) != nil) }
      for binding in keymap.bindings {
        #expect(!binding.entries.isEmpty && !binding.label.isEmpty)
      }
      let last = Dictionary(changes.map { ($0.key, $0.command) }) { $1 }
      for (key, command) in last where keymap.command(for: key) != command {
        let kept = keymap.command(for: key)
        #expect(kept.map(Keymap.indispensable.contains) == true, "only those keep a key")
      }
    }
  }

  // MARK: Files that are written

  @Test func theStandardFileSaysWhatHolds() {
    #expect(Configuration(Configuration.standardText).problems.isEmpty)
    let lines = Configuration.standardText.split(separator: "\n")
      .map { $0.hasPrefix("# key ") || $0.hasPrefix("# set ") ? $0.dropFirst(2) : $0 }
    let configuration = Configuration(lines.joined(separator: "\n"))
    #expect(configuration.problems.isEmpty, "\(configuration.problems)")
    let labels = configuration.keymap.bindings.map(\.label)
    #expect(labels == Keymap.standard.bindings.map(\.label))
    for setting in Setting.allCases { #expect(configuration.settings[setting] != nil) }
  }

  @Test func whatHoldsReadsBack() {
    let first = Configuration("key E = undo\nunkey f\nkey . = zoom-in\nset color = never")
    let second = Configuration(first.text)
    #expect(second.problems.isEmpty, "\(second.problems)")
    #expect(second.settings == first.settings)
    let keys = Keymap.standard.bindings.flatMap(\.entries).map(\.key) + [.character("E")]
    for key in keys {
      #expect(second.keymap.command(for: key) == first.keymap.command(for: key), "\(key.name)")
    }
  }
}
