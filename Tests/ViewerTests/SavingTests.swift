import Imaging
import Testing
import Viewer

@Suite struct SavingTests {
  func placed() -> Session {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    return session
  }

  func receipt(_ session: Session) -> Event {
    .saved(SaveReceipt(revision: session.state.revision, files: ["a_mask.nii.gz", "a.json"]))
  }

  @Test func nothingToSave() {
    var session = Session.loaded()
    session.type("S")
    #expect(
      session.messageText == "S: there is nothing to save yet; Enter sets end A of a lesion.")
    #expect(session.effects.isEmpty)
  }

  @Test(arguments: ["S", ":w"]) func saving(keys: String) throws {
    var session = placed()
    #expect(session.state.hasUnsavedChanges)
    #expect(session.screen.contains("unsaved"))
    session.type(keys)
    if keys.hasPrefix(":") { session.press(.enter) }
    let snapshot = try #require(session.saves.first)
    #expect(snapshot.revision == 2)
    #expect(
      snapshot.lesions == [
        Lesion(id: 1, a: Voxel(58, 36, 12), b: Voxel(73, 36, 12))
      ])
    #expect(session.screen.contains("| saving"))
    session.type("S")
    #expect(session.messageText == "S: this is being saved already.")
    session.send(receipt(session))
    #expect(!session.state.hasUnsavedChanges && session.state.savedRevision == 2)
    #expect(session.messageText == "Saved a_mask.nii.gz, a.json.")
    #expect(session.screen.contains("| saved"))
  }

  @Test func changesDuringASaveAreUnsaved() {
    var session = placed()
    session.type("S")
    let first = receipt(session)
    session.press(.backspace)
    session.send(first)
    #expect(session.state.hasUnsavedChanges)
    session.type("u")
    #expect(!session.state.hasUnsavedChanges, "undone to what was saved")
  }

  @Test func workUndoneToTheStartIsNotUnsaved() {
    var session = placed()
    session.type("uu")
    #expect(!session.state.hasUnsavedChanges)
    session.type("q")
    #expect(session.quits)
  }

  @Test func failedSavesStayVisible() {
    var session = placed()
    session.type("S")
    session.send(.saveFailed(message: "the disk is full."))
    #expect(session.lastRow.contains("Not saved: the disk is full."))
    session.press(.left)
    #expect(session.screen.contains("SAVE FAILED"))
    session.type("S")
    session.send(receipt(session))
    #expect(!session.screen.contains("SAVE FAILED"))
  }

  @Test func quittingAsksWhenUnsaved() {
    var session = placed()
    session.type("q")
    #expect(session.state.mode == .quitQuestion && !session.quits)
    #expect(session.lastRow.contains("s save and quit, d discard, Esc stay"))
    session.type("x")
    #expect(session.state.mode == .quitQuestion, "only an answer ends the question")
    session.press(.escape)
    #expect(session.state.mode == .normal)
    session.type("qd")
    #expect(session.quits)
  }

  @Test func saveAndQuit() {
    for keys in ["qs", ":wq"] {
      var session = placed()
      session.type(keys)
      if keys.hasPrefix(":") { session.press(.enter) }
      #expect(session.saves.count == 1 && !session.quits)
      session.send(receipt(session))
      #expect(session.quits)
    }
  }

  @Test func aFailedSaveKeepsTheProgramOpen() {
    var session = placed()
    session.type("qs")
    session.send(.saveFailed(message: "the disk is full."))
    #expect(!session.quits && session.state.mode == .normal)
    session.type("S")
    session.send(receipt(session))
    #expect(!session.quits, "the wish to quit ended with the failure")
  }

  @Test func quittingWhileSavingWaitsForIt() {
    var session = placed()
    session.type("Sq")
    #expect(session.state.mode == .normal && !session.quits)
    session.send(receipt(session))
    #expect(session.quits)
  }

  @Test func quitCommands() {
    var session = placed()
    session.type(":q")
    session.press(.enter)
    #expect(session.state.mode == .quitQuestion)
    session.press(.escape)
    session.type(":q!")
    session.press(.enter)
    #expect(session.quits)
  }

  @Test func signalsAndControlCSaveAside() {
    var session = placed()
    for event in [Event.terminate(signal: 15), .key(.control("c"))] {
      session.send(event)
      #expect(session.autosaves == 1 && session.quits && session.effects.count == 2)
    }
    session.type("?")
    session.press(.control("c"))
    #expect(session.quits, "no mode keeps Ctrl-C")
  }

  @Test func terminalKeysWorkInEveryMode() {
    var session = placed()
    for mode in ["", "?", ":", "w"] {
      session.type(mode)
      session.press(.control("l"))
      guard case .redraw = session.effects.first else {
        Issue.record("no redraw")
        return
      }
      session.press(.control("z"))
      guard case .suspend = session.effects.first else {
        Issue.record("no suspend")
        return
      }
      session.press(.escape)
    }
  }
}
