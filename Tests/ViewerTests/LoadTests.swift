import Imaging
import Testing
import Viewer

@Suite struct LoadTests {
  @Test func opensInTheMiddle() {
    let session = Session.loaded()
    #expect(session.state.cursor == Voxel(48, 40, 12))
    #expect(session.state.mode == .normal && !session.state.hasUnsavedChanges)
  }

  @Test func warningsAreShown() {
    var session = Session(columns: 120, rows: 40)
    session.send(
      .loaded(
        LoadedStudy(
          volume: Patient.volume(on: Patient.grid), name: "a.nii",
          warnings: ["The header states no orientation."])))
    #expect(session.lastRow.contains("The header states no orientation."))
    session.press(.left)
    #expect(session.screen.contains("! The header states no"))
  }

  @Test func failure() {
    var session = Session()
    session.send(.loadFailed(message: "patient.nii.gz is a folder; name a file."))
    #expect(session.screen.contains("patient.nii.gz is a folder; name a file."))
    session.press(.enter)
    #expect(session.messageText == "Enter: no study could be read; q quits.")
    session.type("q")
    #expect(session.quits)
  }

  @Test func earlierWorkComesBack() throws {
    var before = Session.loaded()
    before.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    before.type("p")
    before.answerPrediction()
    before.press(.enter)
    before.go(to: Voxel(20, 30, 9))
    before.press(.enter)
    let snapshot = before.state.snapshot
    for isSaved in [true, false] {
      var session = Session()
      session.send(
        .loaded(
          LoadedStudy(
            volume: Patient.volume(on: Patient.grid), name: "a.nii",
            restored: RestoredSession(
              lesions: snapshot.lesions, isSaved: isSaved))))
      #expect(session.state.work == before.state.work)
      #expect(session.state.hasUnsavedChanges != isSaved)
      #expect(session.state.selected == 1 && session.state.cursor == Voxel(65, 36, 12))
      session.type("n")
      #expect(session.state.mode == .placing(.b), "the unfinished lesion can be finished")
      session.type("u")
      #expect(session.messageText == "u: there is nothing to undo.")
    }
  }

  @Test func badLesionsAreLeftOut() {
    var session = Session()
    let grid = Patient.grid
    session.send(
      .loaded(
        LoadedStudy(
          volume: Patient.volume(on: grid), name: "a.nii",
          restored: RestoredSession(
            lesions: [
              Lesion(id: 0, a: Voxel(1, 1, 1), b: nil),
              Lesion(id: 300, a: Voxel(1, 1, 1), b: nil),
              Lesion(id: 2, a: Voxel(1, 1, 999), b: Voxel(-1, 0, 0)),
              Lesion(id: 3, a: Voxel(1, 1, 1), b: Voxel(99, 99, 99)),
              Lesion(id: 3, a: Voxel(2, 2, 2), b: nil),
            ]))))
    #expect(session.state.work == UserWork(lesions: [Lesion(id: 3, a: Voxel(1, 1, 1))]))
  }

  @Test func staleLesionsComeBackStale() {
    var before = Session.loaded()
    before.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    before.type("p")
    before.answerPrediction()
    before.type("b")
    before.press(.right, .enter)
    let snapshot = before.state.snapshot
    var session = Session()
    session.send(
      .loaded(
        LoadedStudy(
          volume: Patient.volume(on: Patient.grid), name: "a.nii",
          restored: RestoredSession(lesions: snapshot.lesions))))
    #expect(session.state.status(of: session.state.selectedLesion!) == .stale)
  }
}
