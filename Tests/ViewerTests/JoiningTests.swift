import Imaging
import Testing
import Viewer

/// Earlier work that comes back when the reader has been at work already.
@Suite struct JoiningTests {
  /// Two lesions, the first of them predicted.
  private func earlier(isSaved: Bool = true) -> (RestoredSession, UserWork) {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.answerPrediction()
    session.press(.enter)
    session.place(Voxel(20, 30, 9), Voxel(30, 30, 9))
    let snapshot = session.state.snapshot
    return (
      RestoredSession(lesions: snapshot.lesions, isSaved: isSaved),
      session.state.work
    )
  }

  private func atWork() -> Session {
    var session = Session()
    session.receive(slices: 8)
    session.place(Voxel(10, 20, 3), Voxel(20, 20, 3))
    session.press(.enter)
    session.go(to: Voxel(40, 50, 5))
    session.press(.enter, .right)
    return session
  }

  @Test(arguments: [true, false]) func lesionsAreNumberedOn(isSaved: Bool) {
    let (restored, work) = earlier(isSaved: isSaved)
    var session = atWork()
    let before = session.state
    session.receiveAll(warnings: ["something to know"], restored: restored)
    let state = session.state
    #expect(state.work.lesions.map(\.id) == [1, 2, 3, 4])
    #expect(Array(state.work.lesions.prefix(2)) == work.lesions)
    #expect(state.work.lesions[2] == Lesion(id: 3, a: Voxel(10, 20, 3), b: Voxel(20, 20, 3)))
    #expect(state.work.lesions[3] == Lesion(id: 4, a: Voxel(40, 50, 5)))
    #expect(state.cursor == before.cursor && state.viewport == before.viewport)
    #expect(state.mode == .placing(.b) && state.selected == 4)
    #expect(
      session.messageText
        == "something to know; 2 earlier lesions came back; yours are now 3, 4")
    #expect(state.hasUnsavedChanges && session.autosaves == 1)
    session.press(.right, .enter)
    #expect(session.state.work.lesions[3].diameter == Diameter(Voxel(40, 50, 5), Voxel(42, 50, 5)))
  }

  @Test func undoKnowsTheNewNumbers() {
    let (restored, work) = earlier()
    var session = atWork()
    session.type("u")
    session.receiveAll(restored: restored)
    #expect(session.state.work.lesions.map(\.id) == [1, 2, 3])
    session.type("U")
    #expect(session.messageText == "Redid: end A of lesion 4.")
    #expect(session.state.work.lesions.map(\.id) == [1, 2, 3, 4])
    session.type("uuu")
    #expect(session.messageText == "Undid: end A of lesion 3.")
    #expect(session.state.work == work && !session.state.hasUnsavedChanges)
    session.type("u")
    #expect(session.messageText == "u: there is nothing to undo.")
  }

  @Test func whoOnlyLookedKeepsHisPlace() {
    let (restored, work) = earlier(isSaved: false)
    var session = Session()
    session.receive(slices: 1)
    session.type("..")
    session.receiveAll(restored: restored)
    #expect(session.state.work == work && session.state.cursor == Voxel(48, 40, 2))
    #expect(session.state.selected == nil && session.state.hasUnsavedChanges)
    #expect(session.effects.isEmpty, "the runner has written it aside already")
    #expect(session.messageText == "2 earlier lesions came back")
    session.type("n")
    #expect(session.state.selected == 1 && session.state.cursor == Voxel(65, 36, 12))
  }

  @Test func untouchedItGoesToTheFirstLesion() {
    let (restored, work) = earlier()
    var session = Session()
    session.receive(slices: 8)
    session.type("2")
    session.receiveAll(restored: restored)
    #expect(session.state.work == work && !session.state.hasUnsavedChanges)
    #expect(session.state.selected == 1 && session.state.cursor == Voxel(65, 36, 12))
    #expect(session.state.window == WindowSetting(.lung))
  }

  @Test func freeNumbersAreTakenUpToTheLast() {
    var lesions = (1...254).map {
      Lesion(id: $0, a: Voxel(1, 1, 1))
    }
    lesions.remove(at: 99)
    lesions.append(Lesion(id: 255, a: Voxel(1, 1, 1)))
    var session = atWork()
    session.receiveAll(restored: RestoredSession(lesions: lesions))
    #expect(session.state.work.lesions.map(\.id) == Array(1...255))
    #expect(session.state.work.lesions[99].a == Voxel(10, 20, 3))
    #expect(
      session.messageText == "254 earlier lesions came back; yours is now 100; "
        + "1 of yours went beyond 255 and had to be left out")
    #expect(session.state.selected == nil && session.state.mode == .normal)
  }
}
