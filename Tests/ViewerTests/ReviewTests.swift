import Imaging
import Testing
import Viewer

/// Cases of an evaluation, the worst first.
@Suite struct ReviewTests {
  static let scores = CaseAgreement(
    entries: [.init(truth: 1, lesion: 1, dice: 0.41, surfaceDice: 0.32)], tolerance: 2)
  static let missing = CaseAgreement(
    entries: [.init(truth: 1, lesion: nil, dice: 0, surfaceDice: 0)], tolerance: 2)

  static var cases: CaseList {
    CaseList(reviewing: [
      (
        "lost",
        CaseReview(
          place: 2, dice: 0, surfaceDice: 0, agreement: missing,
          problem: "there is no prediction of it")
      ),
      (
        "poor", CaseReview(place: 3, dice: 0.41, surfaceDice: 0.32, agreement: scores, lesions: 1)
      ),
      ("fair", CaseReview(place: 0, dice: 0.8, surfaceDice: 0.5, lesions: 2)),
      ("good", CaseReview(place: 1, dice: 0.8, surfaceDice: 0.9, lesions: 1)),
    ])
  }

  /// The second case on the screen, as it was predicted: three voxels beside the truth.
  private func session(columns: Int = 120, rows: Int = 40) -> Session {
    var session = Session(
      columns: columns, rows: rows, options: ViewerOptions(comparison: .outlines),
      cases: Self.cases)
    session.send(.about(0, .loaded(study(predicted: false))))
    session.type("]")
    session.send(.about(1, .loaded(study(predicted: true))))
    return session
  }

  private func study(predicted: Bool) -> LoadedStudy {
    let (grid, volume) = (Patient.grid, Patient.volume(on: Patient.grid))
    var study = LoadedStudy(
      volume: volume, name: "case.nii.gz", truth: Patient.mask(on: grid, label: 1))
    guard predicted else { return study }
    var mask = Mask(emptyOn: grid, box: grid.box)
    Patient.mask(on: grid).forEachLabelled { voxel, label in
      mask[Voxel(voxel.x + 3, voxel.y, voxel.z)] = label
    }
    let measured = LesionMeasurement(of: 1, in: mask, volume: volume)!
    let axis = measured.longAxis!
    study.restored = RestoredSession(
      lesions: [
        Lesion(
          id: 1, a: axis.a, b: axis.b,
          segmentation: LesionSegmentation(
            diameter: axis, mask: mask.trimmed(), measurement: measured))
      ], isPrediction: true)
    return study
  }

  private func compared(_ effects: [Effect]) -> [Int] {
    effects.compactMap { if case .compare(let snapshot) = $0 { snapshot.revision } else { nil } }
  }

  @Test func theScoresAreThoseOfTheFile() {
    let session = session()
    #expect(compared(session.effects).isEmpty, "they are known")
    #expect(session.state.agreement == Self.scores)
    #expect(session.screen.contains("truth   DSC 0.41 NSD 0.32"))
    #expect(session.screen.contains("case    DSC 0.41 NSD 0.32"))
    #expect(session.messageText == "Lesion 1: DSC 0.41 NSD 0.32.")
    #expect(!session.state.hasUnsavedChanges)
  }

  @Test func aCorrectionIsScoredAnew() throws {
    var session = session()
    session.type("Bx")
    session.press(.enter)
    #expect(session.state.hasUnsavedChanges)
    let revision = session.state.revision
    let better = CaseAgreement(
      entries: [.init(truth: 1, lesion: 1, dice: 0.9, surfaceDice: 0.95)], tolerance: 2)
    session.send(.compared(better, revision: revision))
    #expect(session.screen.contains("case    DSC 0.41 NSD 0.32"))
    #expect(session.screen.contains("now     DSC 0.90 NSD 0.95"))
    #expect(session.state.summary(of: 1).dice == 0.9)
    #expect(session.state.visibleCases == [0, 1, 2, 3], "it keeps its place")
    session.type("u")
    #expect(compared(session.effects) == [session.state.revision])
  }

  @Test func eachCaseOpensOnItsWorstLesion() throws {
    var session = session()
    #expect(session.state.selected == 1)
    let truth = Patient.mask(on: Patient.grid)
    let place = session.state.cursor
    #expect(truth[place] == 1 && place.z == 12, "the largest section differs most")
    guard case .millimetresPerColumn(let zoom) = session.state.viewport.zoom else {
      Issue.record("the whole slice is shown")
      return
    }
    // 19 by 17 voxels of 1 mm take half of the picture.
    #expect(zoom < 2)
    session.type("--")
    let wide = session.state.viewport.zoom
    session.type("[")
    #expect(session.state.viewport.zoom != wide)
    session.type("]")
    #expect(session.state.viewport.zoom == wide, "each case has its own zoom")
  }

  @Test func whatFailedComesFirstAndIsTold() throws {
    var session = session(columns: 80, rows: 24)
    session.type("C")
    #expect(session.screen.contains(/1  lost +failed +- +0\.00  0\.00/))
    #expect(session.screen.contains(/2  poor +new +1 \(1\) +0\.41  0\.32/))
    #expect(session.screen.contains(/3  fair +new +2 \(2\) +0\.80  0\.50/))
    #expect(session.screen.contains("sorted: worst"))
    session.type("g")
    #expect(session.frame.text(row: 22).contains("there is no prediction of it"))
    session.press(.enter)
    #expect(session.state.loaded != nil && session.state.agreement == Self.missing)
    #expect(session.state.selected == nil)
    #expect(session.screen.contains("1 missed"), "in the folded panel")
    // Work on it makes it a case as others.
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    #expect(session.state.summary(of: 0).status == .begun)
  }

  @Test func theListSortsAsTheFileHasIt() {
    var session = session()
    session.type("Cs")
    #expect(session.state.cases.order == .listed)
    #expect(session.state.visibleCases == [2, 3, 0, 1])
    session.type("s")
    #expect(session.state.visibleCases == [2, 3, 0, 1], "by name")
    session.type("s")
    #expect(session.state.visibleCases.first == 0, "failed ones first")
    session.type("s")
    #expect(session.state.visibleCases == [0, 1, 2, 3])
    session.type("/dsc<0.8")
    #expect(session.state.visibleCases == [0, 1])
  }

  @Test func aSavedSessionIsScoredByItself() {
    var session = session()
    session.type("]")
    var saved = study(predicted: true)
    saved.restored?.isPrediction = false
    session.send(.about(2, .loaded(saved)))
    #expect(compared(session.effects) == [session.state.revision])
    #expect(session.state.agreement == nil)
    #expect(session.state.summary(of: 2).status == .begun)
  }

  @Test func whoIsThereAlreadyStaysThere() {
    var session = Session(
      columns: 120, rows: 40, options: ViewerOptions(comparison: .outlines), cases: Self.cases)
    session.send(.about(0, .loading(Session.part(slices: 20, name: "case.nii.gz"), fraction: 0.8)))
    session.go(to: Voxel(10, 10, 3))
    session.send(.about(0, .loaded(study(predicted: false))))
    #expect(session.state.cursor == Voxel(10, 10, 3))
  }

  @Test func aBatchHasNoScores() {
    var session = Session(
      columns: 120, rows: 40, options: ViewerOptions(comparison: .outlines),
      cases: CaseList(reviewing: [
        ("b", CaseReview(place: 1, problem: "the diameter does not fit")),
        ("a", CaseReview(place: 0, lesions: 1)),
      ]))
    session.type("C")
    #expect(!session.screen.contains("DSC"))
    #expect(session.state.visibleCases == [0, 1])
    session.press(.escape)
    session.type("]")
    var predicted = study(predicted: true)
    predicted.truth = nil
    session.send(.about(1, .loaded(predicted)))
    #expect(session.state.selected == 1 && session.state.cursor.z == 12)
    #expect(!session.screen.contains("DSC"))
  }

  @Test(arguments: SnapshotTests.sizes) func snapshot(_ size: ScreenSize) throws {
    let session = session(columns: size.columns, rows: size.rows)
    try expectSnapshot(session.frame, named: "review-\(size.columns)x\(size.rows)")
  }
}
