import Imaging
import Testing
import Viewer

/// Help, hints and messages under changed keys.
@Suite struct HelpTests {
  func session(_ configuration: String, columns: Int = 120, rows: Int = 60) -> Session {
    let keymap = Configuration(configuration).keymap
    return Session.loaded(columns: columns, rows: rows, options: ViewerOptions(keymap: keymap))
  }

  /// The cell where a text begins on the screen.
  func cell(of text: String, in session: Session) -> Cell? {
    let frame = session.frame
    for row in 0..<frame.size.rows {
      let line = frame.text(row: row)
      if let range = line.range(of: text) {
        return frame[line.distance(from: line.startIndex, to: range.lowerBound), row]
      }
    }
    return nil
  }

  @Test func linesFollowTheKeys() {
    var session = session("key z = undo\nkey i = zoom-in\nunkey +\nkey W = slice-up-5")
    session.type("?")
    let screen = session.screen
    #expect(screen.contains(" u z        undo"))
    #expect(screen.contains(" i          zoom in at the cursor"))
    #expect(screen.contains(" -          zoom out at the cursor"))
    #expect(screen.contains(" W          5 slices up"))
    #expect(!screen.contains("+ -"))
  }

  @Test func hintsAndMessagesFollowTheKeys() {
    var session = session(
      "key z = confirm\nkey Enter = undo\nkey y = predict\nunkey p\nunkey 1\nkey W = window-soft")
    #expect(session.lastRow.contains("z set A"))
    #expect(session.lastRow.contains("W.. window"), "\(session.lastRow)")
    session.go(to: Voxel(58, 36, 12))
    session.type("z")
    session.go(to: Voxel(73, 36, 12))
    session.type("z")
    #expect(session.messageText.contains("y predicts its volume"))
    session.type(":unbind y")
    session.press(.enter)
    session.type("s")
    #expect(session.messageText == "s: there is no mask yet; :predict predicts one.")
  }

  @Test func bindingWhileItRuns() {
    var session = session("")
    session.type(":bind E zoom-in")
    session.press(.enter)
    #expect(session.messageText == "E: zoom-in.")
    let before = session.state.viewport
    session.type("E")
    #expect(session.state.viewport != before)
    for (text, reason) in [
      ("bind q undo", "quit must keep a key"), ("unbind ?", "help must keep a key"),
      ("bind F7 undo", "no key is called"), ("bind E fly", "no command is called \"fly\""),
    ] {
      session.type(":" + text)
      session.press(.enter)
      #expect(session.messageText.hasPrefix(":\(text): \(reason)"), "\(session.messageText)")
    }
    session.send(.loaded(LoadedStudy(volume: Patient.volume(on: Patient.grid), name: "other")))
    session.type("E")
    #expect(session.state.message == nil, "the key outlives the study")
  }

  @Test func whatCannotActIsDimAndSaysWhy() {
    var session = session("")
    session.type("?")
    #expect(cell(of: "predict this lesion", in: session)?.style == .dim)
    #expect(cell(of: "zoom in, out", in: session)?.style == [])
    #expect(cell(of: "undo", in: session)?.style == .dim)
    // Where a line has room, the reason stands in it.
    var wide = self.session("", columns: 200, rows: 100)
    wide.type("?")
    #expect(wide.screen.contains("undo (there is nothing to undo)"))
    session.press(.escape)
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("?")
    #expect(cell(of: "predict this lesion", in: session)?.style == [])
  }

  @Test func searching() {
    var session = session("", columns: 80, rows: 24)
    session.type("?/undo")
    #expect(session.lastRow.hasPrefix("/undo"))
    #expect(session.screen.contains("undo") && !session.screen.contains("side panel"))
    session.press(.enter)
    #expect(session.helpPage?.query == "undo" && session.helpPage?.search == nil)
    #expect(session.frame.text(row: 0).contains("with \"undo\""))
    session.press(.escape)
    #expect(session.helpPage?.query == "")
    // By the name of a command, by a heading, and in vain.
    session.type("/toggle-fill")
    #expect(session.screen.contains("mask filled, outlined"))
    session.press(.escape)
    session.type("/prediction")
    #expect(session.screen.contains("predict all lesions"))
    session.press(.control("u"))
    session.type("xyzzy")
    #expect(session.screen.contains("No line has this text."))
    session.press(.control("u"), .backspace)
    #expect(session.helpPage?.search == nil)
    session.type("q")
    #expect(session.state.mode == .normal && !session.quits)
  }

  @Test func topics() {
    var session = session("")
    session.type(":help window and")
    session.press(.tab)
    #expect(session.typed == "help window and level")
    session.press(.enter)
    #expect(session.screen.contains("lung 1500/-600") && !session.screen.contains("side panel"))
  }

  @Test func commandsAreListedByName() {
    var session = session("key Q = quit", columns: 120, rows: 100)
    session.type(":commands")
    session.press(.enter)
    let screen = session.screen
    for command in Command.listed { #expect(screen.contains(" \(command.name) ")) }
    #expect(screen.contains("quit [q Q]"))
    for command in LineCommand.all { #expect(screen.contains(" \(command.usage) ")) }
  }

  @Test func theConfigurationsProblemsAreShown() {
    let options = ViewerOptions(notice: "config:3: no command is called \"fly\".")
    var session = Session.loaded(columns: 120, rows: 40, options: options)
    #expect(session.messageText == "config:3: no command is called \"fly\".")
    session.press(.right)
    #expect(session.screen.contains("! config:3: no command is"))
  }

  /// At the usual size no section is out of sight altogether, and help for what is typed uses the
  /// width of its column.
  @Test func theFirstScreenOfTheHelpHasEverySection() {
    var session = session("", columns: 120, rows: 40)
    session.type("?")
    for group in KeyBinding.Group.allCases {
      #expect(session.screen.contains(" \(group.rawValue) "), "\(group.rawValue)")
    }
    #expect(session.screen.contains(" Command line "))
    #expect(session.screen.contains(":goto N or X,Y,Z  go to slice N, or"))
  }

  @Test func theListOfCasesHasHelp() {
    let names = ["a.nii", "b.nii", "c.nii"]
    var session = Session(columns: 80, rows: 24, cases: CaseList(names: names))
    session.type("Cj?")
    #expect(session.screen.contains("Keys in the list of cases"))
    #expect(session.screen.contains("dsc<0.8") && session.screen.contains("open the marked case"))
    session.press(.escape)
    #expect(session.state.mode == .caseList(selection: 1, isTyping: false))
    session.type("Z")
    #expect(session.messageText == "Z: this key does nothing in the list; ? tells what keys do.")
  }

  @Test func theResponseTableHasHelp() {
    var session = Session.timepoints([[.placed(1, 20)], [.placed(1, 22)]])
    session.go(toTimepoint: 1)
    session.type("R")
    let table = session.state.mode
    session.type("?")
    #expect(session.screen.contains("is too small to measure (5 mm)"))
    session.press(.escape)
    #expect(session.state.mode == table)
  }
}
