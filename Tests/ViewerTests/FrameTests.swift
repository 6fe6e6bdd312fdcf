import Imaging
import Testing
import Viewer

/// Files with several 3D images.
@Suite struct FrameTests {
  func study(_ frame: Int, restored: RestoredSession? = nil) -> LoadedStudy {
    LoadedStudy(
      volume: Patient.volume(on: Patient.grid), name: "four.nii frame \(frame) of 0-2",
      restored: restored, frame: frame, frames: 3)
  }

  func session() -> Session {
    var session = Session()
    session.send(.loaded(study(0)))
    return session
  }

  func frames(_ session: Session) -> [Int] {
    session.effects.compactMap { if case .loadFrame(let frame) = $0 { frame } else { nil } }
  }

  @Test func theViewStaysAndTheWorkIsTheFrames() {
    var session = session()
    session.type("3+++o")
    session.go(to: Voxel(30, 31, 9))
    let viewport = session.state.viewport
    session.type("F")
    #expect(frames(session) == [1] && session.screen.contains("frame 1"))
    // Nothing can be made on what is leaving.
    session.press(.enter)
    #expect(session.state.work.lesions.isEmpty && session.effects.isEmpty)
    let lesion = Lesion(id: 4, a: Voxel(10, 10, 3), b: Voxel(20, 10, 3))
    session.send(.loaded(study(1, restored: RestoredSession(lesions: [lesion]))))
    #expect(session.state.frame == 1 && session.state.frameCount == 3)
    #expect(session.state.work.lesions.map(\.id) == [4] && !session.state.hasUnsavedChanges)
    #expect(session.state.cursor == Voxel(30, 31, 9) && session.state.viewport == viewport)
    #expect(session.state.window == WindowSetting(.bone))
    session.type("F")
    session.send(.loaded(study(2)))
    session.type("F")
    #expect(frames(session) == [0], "after the last comes the first")
    #expect(session.state.work.lesions.isEmpty)
  }

  @Test func unsavedWorkIsSavedFirst() {
    var session = session()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("F")
    #expect(session.saves.count == 1 && frames(session).isEmpty)
    // What is made meanwhile is saved as well before the frame goes.
    session.press(.backspace)
    let first = session.state.revision - 1
    session.send(.saved(SaveReceipt(revision: first, files: ["a"])))
    #expect(session.saves.count == 1 && frames(session).isEmpty)
    session.send(.saved(SaveReceipt(revision: session.state.revision, files: ["a"])))
    #expect(frames(session) == [1])
  }

  @Test func anEmptyFrameIsNotSaidToBeSaved() {
    var session = Session(columns: 120, rows: 40)
    session.send(.loaded(study(0)))
    #expect(!session.screen.contains("saved"))
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("F")
    session.send(.saved(SaveReceipt(revision: session.state.revision, files: ["a"])))
    session.send(.loaded(study(1)))
    session.press(.left)
    #expect(!session.screen.contains("| saved"))
  }

  @Test func aFailedSaveKeepsTheFrame() {
    var session = session()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("F")
    session.send(.saveFailed(message: "disk full"))
    #expect(frames(session).isEmpty && session.state.work.lesions.count == 1)
    session.send(.saved(SaveReceipt(revision: session.state.revision, files: ["a"])))
    #expect(frames(session).isEmpty, "the reader asks again")
  }

  @Test func oneFrameAndPredictionsRefuse() {
    var single = Session.loaded()
    single.type("F")
    #expect(single.messageText == "F: this file has one frame.")
    var session = session()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("pF")
    #expect(session.messageText == "F: a prediction is running; Esc stops it.")
    #expect(frames(session).isEmpty)
  }
}
