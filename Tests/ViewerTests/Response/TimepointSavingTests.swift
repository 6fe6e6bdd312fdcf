import Imaging
import Testing
import Viewer

/// A patient's studies are read together: nothing is written beside them unasked.
@Suite struct TimepointSavingTests {
  private func saves(_ session: Session) -> [CaseID] {
    session.effects.compactMap { effect in
      switch effect {
      case .save: session.state.cases.currentID
      case .about(let id, .save): id
      default: nil
      }
    }
  }

  /// Two timepoints with unsaved work on both, the second one on the screen.
  private func session() -> Session {
    var session = Session.timepoints([[], []])
    for id in 0...1 {
      session.go(toTimepoint: id)
      #expect(saves(session).isEmpty)
      session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
      #expect(session.autosaves == 1, "the journal has it")
    }
    return session
  }

  @Test func leavingATimepointWritesNothing() {
    var session = session()
    session.type("[")
    #expect(saves(session).isEmpty && session.state.unsavedCases == [0, 1])
    session.type("R")
    session.press(.right, .enter)
    #expect(session.state.cases.currentID == 1 && saves(session).isEmpty)
  }

  @Test func theEndAsksAboutAllOfThem() {
    var session = session()
    session.type("q")
    #expect(session.lastRow.contains("Unsaved changes in 2 studies: s save and quit"))
    session.type("s")
    #expect(Set(saves(session)) == [0, 1])
  }

  @Test func aSaveNamesWhatIsLeft() {
    var session = session()
    session.type("S")
    #expect(saves(session) == [1])
    session.send(.saved(SaveReceipt(revision: session.state.revision, files: ["a.json"])))
    #expect(session.messageText == "Saved a.json. Not saved yet: base.nii.gz.")
    session.type("[S")
    session.send(.saved(SaveReceipt(revision: session.state.revision, files: ["b.json"])))
    #expect(session.messageText == "Saved b.json.")
  }
}
