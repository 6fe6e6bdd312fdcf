import Imaging
import Recist
import Testing
import Viewer

/// Which lesions of two timepoints are the same, by the reader's word.
@Suite struct PairingKeysTests {
  private static let baseline = [
    Lesion.placed(1, 30, organ: "liver", name: "dome"), Lesion.placed(2, 20, organ: "lung"),
  ]

  /// A follow-up at which one new lesion was placed and predicted.
  private func session() -> Session {
    var session = Session.timepoints([Self.baseline, []])
    session.go(toTimepoint: 1)
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.answerPrediction()
    session.type("n")
    return session
  }

  @Test func aLesionOfAFollowUpIsNewAndHasANumberOfItsOwn() {
    let session = session()
    #expect(session.state.work.lesions.map(\.id) == [3])
    #expect(session.state.work.lesions.map(\.role) == [.new])
    #expect(session.state.course.rows.map(\.id) == ["1", "2", "3"])
  }

  @Test func aLesionOfTheBaselineIsATarget() {
    var session = session()
    session.go(toTimepoint: 0)
    session.press(.enter, .enter)
    #expect(session.state.work.lesions.last?.role == .target)
    #expect(session.state.work.lesions.last?.id == 4, "3 is the follow-up's new lesion")
  }

  @Test func pairingGivesTheNumberTheRoleAndTheName() throws {
    var session = session()
    let voxels = session.state.labelMap?.count(of: 3)
    session.type(":pair 1")
    session.press(.enter)
    #expect(session.messageText == "Lesion 3 is lesion 1 now; u undoes it.")
    let lesion = try #require(session.state.selectedLesion)
    #expect(lesion.id == 1 && lesion.role == .target && lesion.name == "dome")
    #expect(lesion.site.organ == "liver")
    #expect(lesion.segmentation?.measurement.label == 1 && !lesion.isStale)
    #expect(session.state.labelMap?.presentLabels == [1])
    #expect(session.state.labelMap?.count(of: 1) == voxels)
    #expect(session.state.course.missing(at: 1).map(\.id) == ["2"])
    session.type("u")
    #expect(session.state.work.lesions.map(\.id) == [3], "one step of undo")
    #expect(session.state.labelMap?.presentLabels == [3])
    session.type("U")
    #expect(session.state.work.lesions.map(\.id) == [1])
  }

  @Test func partingGivesANewNumber() {
    var session = session()
    session.type(":pair 1")
    session.press(.enter)
    session.type(":unpair")
    session.press(.enter)
    #expect(session.messageText == "Lesion 1 is the new lesion 3 now.")
    #expect(session.state.selectedLesion?.id == 3 && session.state.selectedLesion?.role == .new)
    session.type(":unpair")
    session.press(.enter)
    #expect(session.messageText == ":unpair: lesion 3 is none of the earlier lesions.")
  }

  @Test(arguments: [
    ("pair 7", "no earlier timepoint has a lesion 7; R lists them."),
    ("pair", "it is used as :pair N."),
    ("pair x", "the number of an earlier lesion is needed, as in :pair 2."),
  ]) func refusals(_ line: String, _ reason: String) {
    var session = session()
    session.type(":" + line)
    session.press(.enter)
    #expect(session.messageText == ":\(line): \(reason)")
    #expect(session.state.work.lesions.map(\.id) == [3])
  }

  @Test func aNumberThatIsTakenIsRefused() {
    var session = session()
    session.type(":pair 1")
    session.press(.enter, .enter)
    session.place(Voxel(20, 50, 12), Voxel(33, 50, 12))
    session.type(":pair 1")
    session.press(.enter)
    #expect(session.messageText.contains("this timepoint has a lesion 1 already"))
  }

  @Test func notAtTheBaselineAndNotWhileAPredictionRuns() {
    var session = session()
    session.press(.enter, .enter)
    session.place(Voxel(20, 50, 12), Voxel(33, 50, 12))
    session.type("p:pair 1")
    session.press(.enter)
    #expect(session.messageText.contains("a prediction runs"))
    session.go(toTimepoint: 0)
    session.type(":pair 1")
    session.press(.enter)
    #expect(session.messageText == ":pair 1: this is the baseline; go to a follow-up.")
    var single = Session.loaded()
    single.type(":unpair")
    single.press(.enter)
    #expect(single.messageText.contains("there is one study"))
  }

  @Test func aProposalIsTakenUpInTheTable() {
    var session = Session.timepoints([
      [.placed(1, 30, organ: "liver", name: "dome"), .placed(2, 20, organ: "lung", name: "apex")],
      [.placed(7, 33, organ: "lung", name: "apical"), .placed(1, 30, organ: "liver")],
    ])
    session.go(toTimepoint: 1)
    session.type("R")
    #expect(session.screen.contains("lesion 7 may be lesion 2"))
    session.type("y")
    #expect(session.messageText == "Lesion 7 at week-8 is lesion 2; u undoes it.")
    #expect(session.state.work.lesions.map(\.id) == [1, 2])
    #expect(session.state.work.lesion(2)?.name == "apical")
    session.type("y")
    #expect(session.messageText == "y: no pair is proposed for lesion 2 at week-8.")
  }

  @Test func anUnpairedTargetIsMadeNewInTheTable() {
    var session = Session.timepoints([
      [.placed(1, 30, organ: "liver")],
      [.placed(1, 30, organ: "liver"), .placed(5, 20, organ: "lung")],
    ])
    session.go(toTimepoint: 1)
    #expect(session.overall(1) == .stable)
    session.type("R")
    session.press(.end, .up)
    session.type("+")
    #expect(session.state.work.lesion(5)?.role == .new)
    #expect(session.overall(1) == .progressive)
    session.press(.up)
    session.type("+")
    #expect(session.messageText.contains("lesion 1 is the baseline's"))
  }

  @Test func aNewLesionWaitsForTheOthersNumbers() {
    var session = Session(
      cases: CaseList(names: Session.timepointNames, kind: .timepoints))
    session.read(0, Self.baseline)
    session.read(1, [])
    session.go(toTimepoint: 1)
    session.press(.enter)
    #expect(session.messageText.contains("week-16.nii.gz is still being read"))
    session.read(2, [.placed(3, 10)])
    session.press(.enter)
    #expect(session.state.work.lesions.map(\.id) == [4])
  }

  @Test func aNewLesionWaitsForAStudyOfWhichAPartIsThere() {
    var session = Session(
      cases: CaseList(names: Session.timepointNames, kind: .timepoints))
    session.read(0, Self.baseline)
    session.read(2, [])
    session.go(toTimepoint: 1)
    session.receive(slices: 8)
    session.go(to: Voxel(10, 20, 3))
    session.press(.enter)
    #expect(session.messageText.contains("week-8.nii.gz is still being read"))
    #expect(session.state.work.lesions.isEmpty)
    session.go(toTimepoint: 0)
    session.press(.enter, .enter)
    #expect(session.messageText.contains("week-8.nii.gz is still being read"))
    #expect(session.state.work.lesions.map(\.id) == [1, 2])
  }

  @Test func thePanelShowsTheSizeAtBaseline() {
    var session = Session.timepoints(
      [[.placed(1, 25)], [.placed(1, 33)]], columns: 120, rows: 40)
    session.go(toTimepoint: 1)
    #expect(session.screen.contains("baseline 25.0 mm"))
    #expect(session.screen.contains("now      33.0 mm, +32.0 %"))
    #expect(session.screen.contains("overall  PD"))
    session.send(.resize(ScreenSize(columns: 80, rows: 24)))
    #expect(session.screen.contains("(baseline 25.0 mm, +32.0 %)"))
  }
}
