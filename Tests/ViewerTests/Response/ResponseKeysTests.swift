import Imaging
import Recist
import Testing
import Viewer

/// The keys of the RECIST table.
@Suite struct ResponseKeysTests {
  private static let baseline = [
    Lesion.placed(1, 30, organ: "liver", name: "dome"), Lesion.placed(2, 20, organ: "lung"),
    Lesion.placed(3, 9, role: .nonTarget, organ: "bone"),
  ]

  private func session(_ followUp: [Lesion] = []) -> Session {
    var session = Session.timepoints([Self.baseline, followUp])
    session.go(toTimepoint: 1)
    return session
  }

  private func finding(_ id: Int, in session: Session) -> FindingStatus? {
    session.state.work.lesion(id)?.finding
  }

  private var selection: (Session) -> ResponseSelection? {
    { if case .response(let selection) = $0.state.mode { selection } else { nil } }
  }

  @Test func enterPlacesWhatIsMissing() {
    var session = session()
    session.type("R")
    #expect(selection(session)?.lesion == "1" && selection(session)?.timepoint == 1)
    session.press(.enter)
    #expect(session.state.mode == .placing(.a) && session.state.work.lesions.isEmpty)
    #expect(
      session.messageText == "Lesion 1, 30.0 mm at base: find it; Enter sets end A.")
    #expect(session.state.cursor == Voxel(45, 23, 12), "where it lay at baseline")
    session.press(.enter)
    session.press(.shiftRight, .enter)
    let lesion = session.state.work.lesion(1)
    #expect(lesion?.diameter == Diameter(Voxel(45, 23, 12), Voxel(55, 23, 12)))
    #expect(lesion?.name == "dome" && lesion?.site.organ == "liver" && lesion?.role == .target)
    session.type("R")
    #expect(selection(session)?.lesion == "2", "the next one that is missing")
  }

  @Test func escapeGivesTheSearchUp() {
    var session = session()
    session.type("R")
    session.press(.enter, .escape)
    #expect(session.state.mode == .normal && session.state.work.lesions.isEmpty)
    session.press(.enter)
    #expect(session.state.work.lesions.map(\.id) == [4], "an end A begins a new lesion again")
  }

  @Test func theSearchOutlastsAnotherTimepoint() {
    var session = session()
    session.type("R")
    session.press(.enter)
    session.go(toTimepoint: 0)
    #expect(session.state.mode == .normal)
    session.go(toTimepoint: 1)
    #expect(session.state.mode == .placing(.a))
    session.press(.enter)
    #expect(session.state.work.lesions.map(\.id) == [1])
  }

  @Test(arguments: [
    ("a", FindingStatus.absent), ("s", .tooSmallToMeasure), ("n", .notEvaluable),
  ]) func marks(_ key: String, _ finding: FindingStatus) throws {
    var session = session()
    session.type("R" + key)
    let lesion = try #require(session.state.work.lesion(1))
    #expect(lesion.finding == finding && lesion.hasNoEnds && lesion.name == "dome")
    #expect(session.autosaves == 1)
    #expect(session.state.status(of: lesion) == .unmeasured)
    session.press(.escape)
    #expect(session.state.mode == .normal, "no end is asked for")
    session.type("R")
    session.press(.up, .up, .up)
    session.type("u")
    #expect(session.state.work.lesions.isEmpty)
    #expect(session.messageText == "Undid at week-8: marking lesion 1 \(finding.rawValue).")
  }

  @Test func marksMakeTheResponse() {
    var session = session()
    session.type("Rajsjp")
    #expect(session.overall(1) == .partial, "0 and 5 of 50 mm are left")
    #expect(session.state.course.assessment.assessments[1].sum.total == Length(millimetres: 5))
    session.type("w")
    #expect(session.overall(1) == .progressive)
    session.type("a")
    session.type("ka")
    #expect(session.overall(1) == .complete)
  }

  @Test func marksAtATimepointThatIsNotOnTheScreen() throws {
    var session = session()
    session.go(toTimepoint: 0)
    session.type("R")
    session.press(.right)
    session.type("a")
    let marked = session.effects.compactMap { effect -> SessionSnapshot? in
      if case .about(1, .autosave(let snapshot)) = effect { snapshot } else { nil }
    }
    #expect(try #require(marked.first).lesions.map(\.finding) == [.absent])
    #expect(session.state.cases.currentID == 0 && session.state.work.lesions.count == 3)
    #expect(session.state.hasUnsavedCases && !session.state.hasUnsavedChanges)
    session.type("u")
    #expect(session.state.course.missing(at: 1).count == 3)
    session.type("u")
    #expect(session.messageText == "u: there is nothing to undo at week-8.")
  }

  @Test func targetsAreMeasured() {
    var session = session()
    session.type("Rp")
    #expect(
      session.messageText == "p: lesion 1 is a target, which is measured; Enter places it.")
    session.type("w")
    #expect(
      session.messageText == "w: lesion 1 is a target; its measurement shows its progression.")
    session.press(.left)
    session.type("a")
    #expect(
      session.messageText == "a: lesion 1 is a target of the baseline, where it is measured.")
    #expect(session.state.work.lesions.isEmpty)
  }

  @Test func anEndBringsAMarkedLesionBack() throws {
    var session = session([.recorded(1, .absent)])
    session.type("R")
    session.press(.up, .up, .up, .enter)
    #expect(session.messageText == "Lesion 1: absent; Enter sets end A at the cursor.")
    #expect(session.state.mode == .normal)
    session.press(.enter)
    #expect(finding(1, in: session) == .present && session.state.mode == .placing(.b))
    session.press(.shiftRight, .enter)
    #expect(session.state.work.lesion(1)?.diameter != nil)
  }

  @Test func enterGoesToALesionOfAnotherTimepoint() {
    var session = session([.placed(2, 24, organ: "lung", z: 5)])
    session.type("R")
    session.press(.down, .left, .enter)
    #expect(session.state.cases.currentID == 0 && session.state.selected == 2)
    session.type("R")
    session.press(.right, .enter)
    #expect(session.state.cases.currentID == 1 && session.state.selected == 2)
    #expect(session.state.cursor.z == 5)
  }

  @Test func unmeasuredLesionsAreNotPredicted() {
    var session = session([.recorded(1, .notEvaluable), .placed(2, 20)])
    session.type("P")
    #expect(session.predictions == [[2]])
    session.press(.escape)
    while session.state.selected != 1 { session.type("n") }
    session.type("p")
    #expect(
      session.messageText
        == "p: lesion 1 is recorded as not evaluable and has no diameter to predict from.")
    session.type("!")
    #expect(session.state.work.isDone, "it is not unfinished")
  }

  @Test func anExportHoldsWhatTheTableShows() throws {
    var session = session([
      .placed(1, 36), .placed(2, 24), .recorded(3, .present, role: .nonTarget),
    ])
    session.type("Re")
    let exports = session.effects.compactMap { effect -> ResponseExport? in
      if case .exportRecist(let export) = effect { export } else { nil }
    }
    let export = try #require(exports.first)
    #expect(export.assessment == session.state.course.assessment && export.timepoint == 1)
    #expect(export.assessment.assessments[1].overall?.category == .progressive)
    session.send(.about(1, .exported(files: ["a.csv", "a.txt", "a.json"])))
    #expect(session.lastRow.contains("Wrote a.csv, a.txt, a.json."))
    session.send(.about(1, .exportFailed(message: "the disk is full.")))
    #expect(session.lastRow.contains("Not written: the disk is full."))
  }

  @Test func nothingIsExportedWithoutALesion() {
    var session = Session.loaded()
    session.type("R")
    session.type("e")
    #expect(session.messageText == "e: there is no lesion to report yet.")
    #expect(session.effects.isEmpty)
  }

  @Test func theMarkStaysInTheTable() {
    var session = session()
    session.type("R")
    for _ in 0..<9 { session.press(.down) }
    #expect(selection(session)?.lesion == nil, "the row of sums is the last")
    for _ in 0..<9 { session.press(.up) }
    #expect(selection(session)?.lesion == "1")
    for _ in 0..<9 { session.press(.right) }
    #expect(selection(session)?.timepoint == 1)
    session.type("z")
    #expect(session.messageText == "z: this key does nothing in the table; ? tells what keys do.")
    session.type("q")
    #expect(session.state.mode == .normal && !session.quits)
  }

  @Test func theNotesScroll() {
    var session = session()
    session.send(.resize(ScreenSize(columns: 80, rows: 18)))
    session.type("R")
    let first = session.screen
    for _ in 0..<9 { session.press(.pageDown) }
    let last = session.screen
    #expect(first != last && first.contains("NE: ") && last.contains("*: without the targets"))
    for _ in 0..<9 { session.press(.pageUp) }
    #expect(session.screen == first)
  }

  @Test(arguments: [0, 1]) func undoInTheTableComparesAnew(shown: CaseID) {
    let (grid, volume) = (Patient.grid, Patient.volume(on: Patient.grid))
    let mask = Patient.mask(on: grid)
    let diameter = Diameter(Voxel(58, 36, 12), Voxel(73, 36, 12))
    let lesion = Lesion(
      id: 1, a: diameter.a, b: diameter.b,
      segmentation: LesionSegmentation(
        diameter: diameter, mask: mask,
        measurement: LesionMeasurement(of: 1, in: mask, volume: volume)!))
    var session = Session(
      cases: CaseList(names: ["base.nii", "week-8.nii"], kind: .timepoints))
    for id in 0...1 {
      let study = LoadedStudy(
        volume: volume, name: "\(id).nii", restored: RestoredSession(lesions: [lesion]),
        truth: mask)
      session.send(.about(id, .loaded(study)))
    }
    session.go(toTimepoint: shown)
    session.type("R")
    session.press(.right)
    session.type("n")
    #expect(session.state.reading(of: 1)?.work.lesion(1)?.finding == .notEvaluable)
    session.type("u")
    #expect(session.state.reading(of: 1)?.work.lesion(1)?.finding == .present)
    let compared = session.effects.contains { effect in
      if case .about(1, .compare) = effect { true } else { false }
    }
    #expect(compared)
  }
}
