import Testing
import Viewer

/// Editing, history and completion of what is typed after ":".
@Suite struct LineEditingTests {
  func session(_ text: String = "") -> Session {
    var session = Session.loaded()
    session.type(":" + text)
    return session
  }

  // MARK: Editing

  @Test func theCursorMovesAndDeletes() {
    var session = session("wl 400 40")
    session.press(.home, .delete, .right, .character("x"))
    #expect(session.typed == "lx 400 40")
    #expect(session.frame.cursor?.column == 3)
    session.press(.end, .left, .backspace)
    #expect(session.typed == "lx 400 0")
    session.press(.control("w"))
    #expect(session.typed == "lx 0", "the word before the cursor goes, and the blanks after it")
    session.press(.control("a"), .control("k"))
    #expect(session.typed == "")
  }

  @Test func wordsAndHalvesAreCutOff() {
    var session = session("write /data/my studies")
    session.press(.control("w"))
    #expect(session.typed == "write /data/my ")
    session.press(.control("w"), .control("w"))
    #expect(session.typed == "")
    session.type("abc def")
    session.press(.left, .left, .left, .control("u"))
    #expect(session.typed == "def" && session.frame.cursor?.column == 1)
    session.press(.control("e"), .character("!"))
    #expect(session.typed == "def!")
  }

  @Test func wideAndCombiningCharactersKeepTheCursorTrue() {
    var session = session("é中")
    #expect(session.frame.cursor?.column == 4)
    session.press(.left)
    #expect(session.frame.cursor?.column == 2)
    session.press(.character("e"), .character("\u{301}"))
    #expect(session.typed == "ée\u{301}中")
    session.press(.backspace)
    #expect(session.typed == "é中")
    // More than the screen holds: the part before the cursor is shown.
    session.press(.home)
    session.type(String(repeating: "中", count: 60))
    #expect(session.frame.cursor?.column == 78)
    #expect(session.lastRow.hasPrefix(": ") || session.lastRow.hasPrefix(":中"))
  }

  @Test func charactersAreTextWhateverTheyAreBoundTo() {
    let change = KeyChange(.character("z"), .suspend, line: 1)
    let keymap = Keymap.standard.changed(by: [change]).keymap
    var session = Session.loaded(options: ViewerOptions(keymap: keymap))
    session.type(":z")
    #expect(session.typed == "z" && session.effects.isEmpty)
    session.press(.escape)
    session.type("z")
    #expect(session.effects.contains { if case .suspend = $0 { true } else { false } })
  }

  // MARK: History

  @Test func upAndDownGoThroughWhatWasRun() {
    var session = session("5")
    session.press(.enter)
    for text in ["wl 400 40", "7", "wl 90 9", "7"] {
      session.type(":" + text)
      session.press(.enter)
    }
    session.type(":")
    session.press(.up)
    #expect(session.typed == "7")
    session.press(.up)
    #expect(session.typed == "wl 90 9", "a line that was run again stands once")
    session.press(.up, .up, .up, .up)
    #expect(session.typed == "5")
    session.press(.down, .down, .down, .down)
    #expect(session.typed == "", "back to what was typed")
    session.press(.down)
    #expect(session.typed == "")
    session.type("w")
    session.press(.up)
    #expect(session.typed == "wl 90 9")
    session.press(.up)
    #expect(session.typed == "wl 400 40", "only lines that begin so")
    session.press(.backspace, .up, .up)
    #expect(session.typed == "wl 400 40", "an edited line is a new beginning")
  }

  @Test func historyOutlivesTheStudy() {
    var session = session("help")
    session.press(.enter, .escape)
    session.send(.loaded(LoadedStudy(volume: Patient.volume(on: Patient.grid), name: "other")))
    session.type(":")
    session.press(.up)
    #expect(session.typed == "help")
  }

  // MARK: Completion

  @Test func tabCompletesNamesThenGoesThroughThem() {
    var session = session("wi")
    session.press(.tab)
    #expect(session.typed == "window")
    #expect(session.rowAbove.hasPrefix(" window  window-soft  window-lung"))
    session.press(.tab, .tab)
    #expect(session.typed == "window-soft")
    session.press(.backTab)
    #expect(session.typed == "window")
    session.press(.backTab)
    #expect(session.typed == "window-adjust", "round about")
    session.type(" ")
    #expect(!session.rowAbove.contains("window-soft"), "typing ends it")
  }

  @Test func theOnlyCandidateIsTaken() {
    var session = session("win")
    session.press(.tab)
    session.type(" lu")
    session.press(.tab)
    #expect(session.typed == "window lung ")
    session.press(.enter)
    #expect(session.state.window == WindowSetting(.lung))
    session.type(":bin")
    session.press(.tab)
    #expect(session.typed == "bind ")
    session.type("pgu")
    session.press(.tab)
    #expect(session.typed == "bind PgUp ", "words complete in upper and lower case")
    session.type("zoom-o")
    session.press(.tab, .enter)
    #expect(session.messageText == "PgUp: zoom-out, before slice-up.")
  }

  @Test func lesionsCompleteByTheirIds() {
    var session = Session.loaded()
    session.place(.init(30, 40, 12), .init(40, 40, 12))
    session.press(.enter)
    session.place(.init(50, 40, 9), .init(60, 40, 9))
    session.type(":lesion ")
    session.press(.tab)
    #expect(session.rowAbove.hasPrefix(" 1  2"))
    session.press(.tab, .enter)
    #expect(session.state.selected == 1 && session.state.cursor.z == 12)
    session.type(":lesion 7")
    session.press(.enter)
    #expect(session.messageText == ":lesion 7: the lesions are 1, 2.")
  }

  @Test func whereNothingFitsTheUseIsShown() {
    var session = session("window x")
    session.press(.tab)
    #expect(session.typed == "window x")
    #expect(session.rowAbove.hasPrefix(" :window NAME or W L  set a window"))
    session.press(.control("u"))
    session.type("nonsense")
    session.press(.tab)
    #expect(session.rowAbove.hasPrefix(" no command begins so"))
  }

  @Test func manyCandidatesTurnPages() {
    var session = session()
    session.press(.tab)
    #expect(session.rowAbove.hasPrefix(" goto  window"))
    for _ in 0..<20 { session.press(.tab) }
    let typed = session.typed ?? ""
    #expect(!typed.isEmpty && session.rowAbove.contains(typed))
  }

  // MARK: Folders

  static let entries: [FolderListing.Entry] = [
    .init(name: "scans", isFolder: true), .init(name: "my scans", isFolder: true),
    .init(name: ".cache", isFolder: true), .init(name: "scan.nii", isFolder: false),
  ]

  func asked(_ session: Session) -> [String] {
    session.effects.compactMap { if case .listFolder(let path) = $0 { path } else { nil } }
  }

  @Test func foldersAreAskedForAndThenCompleted() {
    var session = session("w /data/sc")
    session.press(.tab)
    #expect(asked(session) == ["/data/"])
    #expect(session.rowAbove.contains("reading the folder"))
    session.send(.folderListed(FolderListing(folder: "/data/", entries: Self.entries)))
    #expect(session.typed == "w /data/scans/", "folders alone")
    session.press(.tab)
    #expect(asked(session) == ["/data/scans/"])
    session.send(
      .folderListed(FolderListing(folder: "/data/scans/", entries: [], problem: "it is gone")))
    #expect(session.rowAbove.hasPrefix(" it is gone"))
  }

  @Test func aFileMayFollowASizeOrAWord() {
    for (typed, folder) in [
      ("png /data/s", "/data/"), ("png 800x600 /data/s", "/data/"), ("report /data/s", "/data/"),
      ("report ascii /data/s", "/data/"), ("png 1920x108", ""),
    ] {
      var session = session(typed)
      session.press(.tab)
      #expect(asked(session) == (folder.isEmpty ? [] : [folder]), "\(typed)")
    }
    var session = session("report as")
    session.press(.tab)
    #expect(session.typed == "report ascii ")
  }

  @Test func aListedFolderIsNotAskedForTwiceInALine() {
    var session = session("w ")
    session.press(.tab)
    #expect(asked(session) == [""])
    session.send(.folderListed(FolderListing(folder: "", entries: Self.entries)))
    #expect(session.rowAbove.hasPrefix(" my scans/  scans/"), "hidden ones are left out")
    session.press(.tab)
    #expect(session.typed == "w my scans/" && session.effects.isEmpty)
    session.press(.control("u"))
    session.type("w .")
    session.press(.tab)
    #expect(session.typed == "w .cache/" && session.effects.isEmpty)
  }

  @Test func aLateAnswerChangesNothing() {
    var session = session("w s")
    session.press(.tab)
    session.type("x")
    session.send(.folderListed(FolderListing(folder: "", entries: Self.entries)))
    #expect(session.typed == "w sx" && !session.rowAbove.contains("scans"))
    session.press(.escape)
    session.send(.folderListed(FolderListing(folder: "", entries: Self.entries)))
    #expect(session.state.mode == .normal)
  }

  // MARK: Commands by name

  @Test func everyCommandCanBeTyped() {
    var session = session("slice-up-5")
    session.press(.enter)
    #expect(session.state.cursor.z == 17)
    session.type(":redraw")
    session.press(.enter)
    #expect(session.effects.contains { if case .redraw = $0 { true } else { false } })
    session.type(":predict")
    session.press(.enter)
    #expect(session.messageText.hasPrefix(":predict: there is no lesion yet"))
  }
}
