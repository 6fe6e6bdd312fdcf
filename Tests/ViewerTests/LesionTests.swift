import Imaging
import Testing
import Viewer

@Suite struct LesionTests {
  func threeLesions() -> Session {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.press(.enter)
    session.place(Voxel(20, 30, 9), Voxel(34, 44, 9))
    session.press(.enter)
    session.place(Voxel(40, 50, 15), Voxel(55, 50, 15))
    return session
  }

  @Test func nextAndPreviousGoRoundAndToTheLesion() {
    var session = threeLesions()
    #expect(session.state.selected == 3)
    session.type("n")
    #expect(session.state.selected == 1)
    #expect(session.state.cursor == Voxel(65, 36, 12), "the middle of the diameter")
    session.type("n")
    #expect(session.state.selected == 2 && session.state.cursor == Voxel(27, 37, 9))
    session.type("NN")
    #expect(session.state.selected == 3)
  }

  @Test func deletingCanBeUndone() {
    var session = threeLesions()
    let before = session.state.work
    session.type("n")
    session.press(.backspace)
    #expect(session.state.work.lesions.map(\.id) == [2, 3])
    #expect(session.autosaves == 1)
    #expect(session.messageText == "Lesion 1 was deleted; u brings it back.")
    session.press(.delete)
    #expect(session.messageText == "Del: no lesion is selected; n goes to the next one.")
    session.type("u")
    #expect(session.state.work == before)
    #expect(session.state.selected == 1, "what came back is selected")
  }

  @Test func deletingRemovesTheLabel() {
    var session = threeLesions()
    session.type("P")
    session.answerPrediction()
    #expect(session.state.labelMap?.presentLabels == [1, 2, 3])
    session.type("n")
    session.press(.backspace)
    #expect(session.state.labelMap?.presentLabels == [2, 3])
    session.type("n")
    session.press(.backspace)
    session.type("n")
    session.press(.backspace)
    #expect(session.state.work == UserWork(), "an empty mask is none")
    session.type("u")
    #expect(session.state.labelMap?.presentLabels == [3])
  }

  @Test func undoAndRedoWalkEveryStep() {
    var session = Session.loaded()
    var works = [session.state.work]
    session.press(.enter)
    works.append(session.state.work)
    session.press(.shiftRight, .enter)
    works.append(session.state.work)
    session.type("p")
    session.answerPrediction()
    works.append(session.state.work)
    session.type("b")
    session.press(.right, .enter)
    works.append(session.state.work)
    session.press(.backspace)
    works.append(session.state.work)
    #expect(session.state.revision == 5)

    for work in works.dropLast().reversed() {
      session.type("u")
      #expect(session.state.work == work)
      #expect(session.autosaves == 1)
    }
    #expect(session.messageText == "Undid: end A of lesion 1.")
    session.type("u")
    #expect(session.messageText == "u: there is nothing to undo.")
    for work in works.dropFirst() {
      session.type("U")
      #expect(session.state.work == work)
    }
    session.press(.control("r"))
    #expect(session.messageText == "Ctrl-R: there is nothing to redo.")
    #expect(session.state.revision == 15)
  }

  @Test func aNewChangeForgetsWhatWasUndone() {
    var session = Session.loaded()
    session.press(.enter, .right, .enter)
    session.type("u")
    session.press(.down, .enter)
    session.type("U")
    #expect(session.messageText == "U: there is nothing to redo.")
  }

  @Test func labelsEndAt255() {
    var session = Session.loaded()
    let lesions = (1...255).map {
      Lesion(id: $0, a: Voxel(1, 1, 1), b: Voxel(5, 1, 1))
    }
    session.send(
      .loaded(
        LoadedStudy(
          volume: session.state.volume!, name: "many", restored: RestoredSession(lesions: lesions)))
    )
    session.type("A")
    #expect(
      session.messageText == "A: there are 255 lesions, as many as a mask can label.")
    session.type("nnnn")
    session.press(.backspace)
    session.type("A")
    session.press(.enter)
    #expect(session.state.selected == 5, "the free label is used again")
    #expect(session.state.work.lesions.map(\.id) == Array(1...255))
  }

  @Test func switches() {
    var session = threeLesions()
    session.type("s")
    #expect(session.messageText == "s: there is no mask yet; p predicts one.")
    session.type("P")
    session.answerPrediction()
    session.type("s")
    #expect(!session.state.display.showsMask)
    #expect(session.screen.contains("mask off"))
    session.type("f")
    #expect(session.state.display.overlay == .fill && session.state.display.showsMask)
    session.type("X")
    #expect(session.screen.contains("diameters off"))
    session.type("m")
    #expect(session.screen.contains("image off"))
    session.press(.tab)
    #expect(session.screen.contains("Lesion 3/3 ──"))
    session.press(.tab)
    #expect(!session.screen.contains("Lesion 3/3 ──"))
    session.send(.resize(ScreenSize(columns: 50, rows: 20)))
    session.press(.tab)
    #expect(session.messageText == "Tab: the side panel needs a screen of 55 columns.")
  }
}
