import Imaging
import Testing
import Viewer

@Suite struct CommandLineTests {
  func run(_ text: String, in session: inout Session) {
    session.type(":" + text)
    session.press(.enter)
  }

  @Test func typingAndLeaving() {
    var session = Session.loaded()
    session.type(":8x")
    session.press(.backspace)
    #expect(session.typed == "8")
    #expect(session.lastRow.hasPrefix(":8 "))
    #expect(session.frame.cursor?.column == 2 && session.frame.cursor?.row == 23)
    session.press(.escape)
    #expect(session.state.mode == .normal && session.state.cursor.z == 12)
    session.type(":")
    session.press(.backspace)
    #expect(session.state.mode == .normal)
    session.type(": ")
    session.press(.enter)
    #expect(session.state.mode == .normal && session.state.message == nil)
  }

  @Test func slicesAndVoxels() {
    var session = Session.loaded()
    run("24", in: &session)
    #expect(session.state.cursor == Voxel(48, 40, 23))
    run("3,4,5", in: &session)
    #expect(session.state.cursor == Voxel(3, 4, 5))
    run("6 7 8", in: &session)
    #expect(session.state.cursor == Voxel(6, 7, 8))
    for text in ["0", "25", "-3", "99999999999"] {
      run(text, in: &session)
      #expect(session.messageText == ":\(text): slices run from 1 to 24.")
    }
    run("96,0,0", in: &session)
    #expect(session.messageText == ":96,0,0: voxels run from 0,0,0 to 95,79,23.")
    #expect(session.state.cursor == Voxel(6, 7, 8))
  }

  @Test func windows() {
    var session = Session.loaded()
    run("wl 700 -100", in: &session)
    #expect(session.state.window.window == IntensityWindow(width: 700, level: -100))
    for text in ["wl 0 40", "wl nan 40", "wl 400", "wl 1e9 0"] {
      run(text, in: &session)
      #expect(
        session.messageText
          == ":\(text): width (from 1) and level are needed, as in :wl 400 40.")
    }
  }

  @Test func unknownCommands() {
    var session = Session.loaded()
    for text in ["foo", "87a"] {
      run(text, in: &session)
      #expect(session.messageText == ":\(text): this is no command; ? lists them.")
      #expect(session.effects.isEmpty)
    }
    run("quit now", in: &session)
    #expect(session.messageText == ":quit now: :quit stands alone.")
    run("zoom-in 3", in: &session)
    #expect(session.messageText == ":zoom-in 3: :zoom-in stands alone.")
    run("bind z", in: &session)
    #expect(session.messageText == ":bind z: it is used as :bind KEY COMMAND.")
    #expect(session.effects.isEmpty)
    for text in ["1,2", "1,2,3,4", "99999999999999999999999", "1.5"] {
      run(text, in: &session)
      #expect(
        session.messageText
          == ":\(text): one whole number is a slice, three are a voxel, as in :87 and :120,88,40.")
      #expect(session.effects.isEmpty)
    }
    run("help", in: &session)
    #expect(session.helpPage?.content == .keys && session.helpPage?.scroll == 0)
  }

  @Test func savingElsewhereNamesTheFolder() throws {
    var session = Session.loaded()
    session.press(.enter)
    run("w /data/my studies", in: &session)
    guard case .save(let snapshot) = session.effects.last else {
      Issue.record("no save: \(session.effects)")
      return
    }
    #expect(snapshot.folder == "/data/my studies")
    run("w", in: &session)
    #expect(session.messageText == ":w: this is being saved already.")
  }

  @Test func exportsTakeASizeOrPlainASCII() throws {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    func export(_ text: String) -> Export? {
      run(text, in: &session)
      return session.effects.compactMap {
        if case .export(let export) = $0 { export } else { nil }
      }.first
    }
    for (typed, size, path) in [
      ("png", (1200, 900), nil), ("png 640x480", (640, 480), nil),
      ("png 800x600 my view.png", (800, 600), "my view.png"),
      ("png a b.png", (1200, 900), "a b.png"),
      ("png 8x", (1200, 900), "8x"),
    ] as [(String, (Int, Int), String?)] {
      let found = try #require(export(typed))
      guard case .picture(let image) = found.content else {
        Issue.record("no picture")
        continue
      }
      #expect((image.width, image.height) == size && found.path == path, "\(typed)")
    }
    #expect(export("png 100x100") == nil)
    #expect(
      session.messageText
        == ":png 100x100: each side of a picture has 480 to 8192 pixels.")
    for (typed, isASCII, path) in [
      ("report", false, nil), ("report ascii", true, nil),
      ("report ascii a b.txt", true, "a b.txt"),
      ("report letter.txt", false, "letter.txt"),
    ] as [(String, Bool, String?)] {
      let found = try #require(export(typed))
      guard case .report(_, let ascii) = found.content else {
        Issue.record("no letter")
        continue
      }
      #expect(ascii == isASCII && found.path == path, "\(typed)")
    }
  }

  @Test func longTextScrolls() {
    var session = Session.loaded()
    session.type(":" + String(repeating: "a", count: 300) + "b")
    #expect(session.typed?.count == 301)
    #expect(session.lastRow.contains("aab"))
    session.type(String(repeating: "a", count: 800))
    #expect(session.typed?.count == LineEditor.limit)
    #expect(session.frame.cursor?.column == 78)
  }

  @Test func placingGoesOnAfterwards() {
    var session = Session.loaded()
    session.press(.enter)
    run("60,40,12", in: &session)
    #expect(session.state.mode == .placing(.b))
  }
}
