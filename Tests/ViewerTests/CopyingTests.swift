import Imaging
import Recist
import Testing
import Viewer

@Suite struct CopyingTests {
  /// The same patient on another scanner: other axes, other voxels.
  let other = Patient.grid(axes: [1, 0, 2], forward: [true, false, true])

  func study(_ name: String, _ grid: VoxelGrid) -> Event {
    .loaded(LoadedStudy(volume: Patient.volume(on: grid), name: name))
  }

  func session() -> Session {
    var session = Session(
      cases: CaseList(names: ["base.nii", "week8.nii"], kind: .timepoints))
    var lesion = Lesion(id: 1, a: Voxel(58, 36, 12), b: Voxel(73, 36, 12))
    lesion.site = Site("liver")
    session.send(
      .loaded(
        LoadedStudy(
          volume: Patient.volume(on: Patient.grid), name: "base.nii",
          restored: RestoredSession(lesions: [lesion]))))
    return session
  }

  func expectCopy(_ session: Session) throws {
    let lesion = try #require(session.state.work.lesion(1))
    #expect(lesion.isUnconfirmed && lesion.site.organ == "liver" && lesion.segmentation == nil)
    let diameter = try #require(lesion.diameter)
    let axial = DisplayPlane(.axial, of: other)
    #expect(axial.position(of: diameter.a).slice == axial.position(of: diameter.b).slice)
    for (end, place) in [(diameter.a, Voxel(58, 36, 12)), (diameter.b, Voxel(73, 36, 12))] {
      let offset = other.affine(end) - Patient.grid.affine(place)
      // Voxels of 2 x 2 x 5 mm: at most half of one along each axis.
      #expect(abs(offset.x) <= 1.01 && abs(offset.y) <= 1.01 && abs(offset.z) <= 2.51)
    }
  }

  @Test func copiesIntoAStudyThatIsRead() throws {
    var session = session()
    session.send(.about(1, study("week8.nii", other)))
    session.type("&")
    #expect(session.messageText.hasPrefix("Lesion 1 copied to week8.nii as unconfirmed; check"))
    #expect(session.autosaves == 1)
    session.type("&")
    #expect(session.messageText == "&: week8.nii has lesion 1 already.")
    session.type("]")
    try expectCopy(session)
    #expect(session.state.selected == 1 && session.screen.contains("unconfirmed"))
    session.press(.enter)
    #expect(session.state.selectedLesion?.isUnconfirmed == false)
    #expect(session.messageText.hasPrefix("Lesion 1 confirmed"))
    session.type("uu")
    #expect(session.state.work.lesions.isEmpty, "the copy is a step of its own")
    session.type("UU")
    #expect(session.state.work.lesion(1)?.isUnconfirmed == false)
    session.type("&")
    #expect(session.messageText == "&: this is the patient's last study.")
  }

  @Test func waitsForAStudyThatIsBeingRead() throws {
    var session = session()
    session.type(":copy all")
    session.press(.enter)
    #expect(session.messageText.contains("once it is read"))
    #expect(session.effects.isEmpty)
    session.send(.about(1, study("week8.nii", other)))
    #expect(session.autosaves == 1)
    session.type("]")
    try expectCopy(session)
  }

  @Test func leavingAsksWhileCopiesWait() {
    var session = session()
    session.type("&q")
    #expect(session.state.mode == .quitQuestion && !session.quits)
    #expect(session.lastRow.contains("A study is still being read: Esc stay, d leave without"))
    #expect(session.state.waitingCopies == "lesion 1 to week8.nii")
    session.type("s")
    #expect(!session.quits && session.messageText.contains("week8.nii is still being read"))
    session.type("q")
    session.press(.escape)
    session.send(.about(1, study("week8.nii", other)))
    #expect(session.state.waitingCopies == nil && session.state.hasUnsavedCases)

    session = self.session()
    session.type("&qd")
    #expect(session.quits)
    session = self.session()
    session.type("&:wq")
    session.press(.enter)
    #expect(!session.quits)
  }

  @Test func aStudyThatCannotBeReadTakesNoCopies() {
    var session = session()
    session.type("&")
    session.send(.about(1, .loadFailed(message: "the file is damaged.")))
    #expect(
      session.messageText == "week8.nii: Lesion 1 could not be copied: the file is damaged.")
    session.type("q")
    #expect(session.quits, "nothing waits any more")
  }

  @Test func refusals() {
    var session = Session.predicted()
    session.type("&")
    #expect(
      session.messageText
        == "&: there is no next study; open a patient's studies together.")
    session = self.session()
    let far = VoxelGrid(
      shape: Voxel(10, 10, 10),
      affine: Affine(spacing: SIMD3(1, 1, 1), translation: SIMD3(900, 0, 0)))
    session.send(.about(1, study("week8.nii", far)))
    session.type("&")
    #expect(session.messageText.contains("the same place lies outside week8.nii"))
    session.type("]")
    #expect(session.state.work.lesions.isEmpty)
  }
}
