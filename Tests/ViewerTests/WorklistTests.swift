import Imaging
import Testing
import Viewer

/// Several cases: going from one to the next, reading ahead, the list, and the truth.
@Suite struct WorklistTests {
  static let names = ["lung-1.nii", "liver-2.nii", "lung-3.nii", "node-4.nii"]

  /// A list whose first case is open.
  func session(_ size: ScreenSize = ScreenSize(columns: 80, rows: 24), truth: Bool = false)
    -> Session
  {
    var session = Session(
      columns: size.columns, rows: size.rows, cases: CaseList(names: Self.names))
    session.send(.about(0, .loaded(study(0, truth: truth))))
    return session
  }

  func study(_ id: Int, truth: Bool = false) -> LoadedStudy {
    LoadedStudy(
      volume: Patient.volume(on: Patient.grid), name: Self.names[id],
      truth: truth ? Patient.mask(on: Patient.grid, label: 3) : nil)
  }

  func opened(_ effects: [Effect]) -> [CaseID] {
    effects.compactMap { if case .open(let id) = $0 { id } else { nil } }
  }
  func closed(_ effects: [Effect]) -> [CaseID] {
    effects.compactMap { if case .close(let id) = $0 { id } else { nil } }
  }

  @Test func theNextCaseIsReadAhead() {
    var session = session()
    #expect(opened(session.effects) == [1])
    session.send(.about(1, .loaded(study(1))))
    #expect(opened(session.effects).isEmpty, "one case ahead is enough")
    #expect(session.state.cases.currentID == 0 && session.state.loaded?.name == "lung-1.nii")
    session.type("]")
    #expect(session.state.loaded?.name == "liver-2.nii", "it is there at once")
    #expect(opened(session.effects) == [2])
  }

  @Test func theNextCaseKeepsWindowAndZoom() throws {
    var session = session()
    session.type("2++")
    let zoom = session.state.viewport.zoom
    session.type("]")
    #expect(session.screen.contains("Reading liver-2.nii"))
    session.send(.about(1, .loaded(study(1))))
    #expect(session.state.window == WindowSetting(.lung))
    #expect(session.state.viewport.zoom == zoom && zoom != .fit)
    session.type("[")
    #expect(session.state.loaded?.name == "lung-1.nii")
    #expect(session.state.viewport.zoom == zoom)
  }

  @Test func whatWasMadeIsSavedOnLeaving() throws {
    var session = session()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("]")
    let saved = session.effects.compactMap { effect -> SessionSnapshot? in
      if case .about(0, .save(let snapshot)) = effect { snapshot } else { nil }
    }
    #expect(saved.first?.lesions.count == 1 && saved.count == 1)
    #expect(session.state.hasUnsavedCases)
    session.send(.about(0, .saved(SaveReceipt(revision: saved[0].revision, files: ["a.json"]))))
    #expect(!session.state.hasUnsavedCases)
    #expect(session.messageText == "lung-1.nii: Saved a.json.", "what was written is told")
    session.type("[")
    #expect(session.state.work.lesions.count == 1)
    session.type("u")
    #expect(session.state.work.lesions.first?.b == nil, "undo reaches back across cases")
  }

  @Test func quittingSavesEveryCase() throws {
    var session = session()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("]")
    session.send(.about(0, .saveFailed(message: "the disk is full.")))
    #expect(session.messageText == "lung-1.nii: Not saved: the disk is full.")
    session.send(.about(1, .loaded(study(1))))
    session.type("q")
    #expect(session.state.mode == .quitQuestion && session.lastRow.contains("Unsaved"))
    session.type("s")
    #expect(!session.quits)
    session.send(.about(0, .saved(SaveReceipt(revision: 2, files: ["a.json"]))))
    #expect(session.quits)
  }

  @Test func farCasesAreGivenBackAndComeBackWithTheirWork() throws {
    var session = session()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    for id in 1...3 {
      session.type("]")
      if id == 2 { #expect(closed(session.effects) == [0]) }
      if id == 1 {
        session.send(.about(0, .saved(SaveReceipt(revision: 2, files: ["a.json"]))))
      }
      session.send(.about(id, .loaded(study(id))))
    }
    session.type("[[[")
    #expect(opened(session.effects) == [0] && session.state.loaded == nil)
    session.send(.about(0, .loaded(study(0))))
    #expect(session.state.work.lesions.count == 1)
    session.type("u")
    #expect(session.messageText.hasPrefix("Undid"))
  }

  @Test func aCaseThatCannotBeReadIsPassed() {
    var session = session()
    session.type("]")
    session.send(.about(1, .loadFailed(message: "liver-2.nii is no NIfTI file.")))
    #expect(session.screen.contains("liver-2.nii is no NIfTI file."))
    #expect(opened(session.effects) == [2])
    session.type("]")
    session.send(.about(2, .loaded(study(2))))
    #expect(session.state.loaded?.name == "lung-3.nii")
    #expect(session.state.summary(of: 1).status == .failed)
  }

  @Test(arguments: [true, false])
  func theListStaysWhileTheFirstCaseComes(isReadable: Bool) {
    var session = Session(columns: 80, rows: 24, cases: CaseList(names: Self.names))
    session.type("Cj")
    #expect(session.state.mode == .caseList(selection: 1, isTyping: false))
    session.send(
      .about(0, isReadable ? .loaded(study(0)) : .loadFailed(message: "lung-1.nii is empty.")))
    #expect(session.state.mode == .caseList(selection: 1, isTyping: false))
    session.press(.escape)
    #expect(session.state.mode == .normal)
  }

  @Test func answersForAnotherCaseLeaveTheScreenAlone() {
    var session = session()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.type("]")
    session.send(.about(1, .loaded(study(1))))
    session.type("2")
    let before = session.screen
    session.send(.about(0, .predicted(Session.result(for: [1], on: Patient.grid), job: 1)))
    #expect(session.screen == before)
    #expect(session.state.work.lesions.isEmpty)
    session.type("[")
    #expect(session.state.work.lesions.first?.segmentation != nil)
  }

  // MARK: The list

  @Test func theListGoesToACase() {
    var session = session()
    session.type("Cjj")
    session.press(.enter)
    #expect(session.state.cases.currentID == 2 && session.state.mode == .normal)
    #expect(opened(session.effects) == [2])
    session.type("C")
    session.press(.escape)
    #expect(session.state.mode == .normal)
  }

  @Test func theFilterNarrowsTheListAndTheKeys() {
    var session = session()
    session.type("/lung")
    session.press(.enter)
    #expect(session.state.visibleCases == [0, 2])
    #expect(session.screen.contains("2 of 4 cases"))
    session.press(.escape)
    session.type("]")
    #expect(session.state.cases.currentID == 2)
    session.type("]")
    #expect(session.messageText == "]: this is the last case of the list.")
    session.type("/")
    session.press(.escape)
    #expect(session.state.visibleCases.count == 4, "Esc clears the filter")
  }

  @Test func sortingByTheWorst() {
    var session = session()
    for (id, dice) in [(1, 0.9), (2, 0.4), (3, 0.7)] {
      let entry = CaseAgreement.Entry(truth: 1, lesion: 1, dice: dice, surfaceDice: dice)
      session.send(
        .surveyed(
          id,
          CaseSummary(
            lesions: 1, predicted: 1, agreement: CaseAgreement(entries: [entry], tolerance: 2))))
    }
    session.type("Csss")
    #expect(session.state.cases.order == .worst)
    #expect(session.state.visibleCases == [2, 3, 1, 0])
    session.type("/dsc<0.8")
    #expect(session.state.visibleCases == [2, 3])
  }

  @Test func oneCaseHasNoList() {
    var session = Session.loaded()
    for key in ["C", "/", "]"] {
      session.type(key)
      #expect(session.messageText == "\(key): this is the only case.")
    }
  }

  @Test func aCaseIsDoneByTheReadersWord() throws {
    var session = session()
    session.type("!")
    #expect(session.state.summary(of: 0).status == .done && session.state.hasUnsavedChanges)
    session.type("S")
    #expect(try #require(session.saves.first).isDone)
    session.type("u")
    #expect(session.state.summary(of: 0).status == .new)
  }

  // MARK: Truth

  @Test func masksAreComparedAfterEveryChange() throws {
    var session = session(truth: true)
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.answerPrediction()
    let revision = session.effects.compactMap {
      if case .compare(let snapshot) = $0 { snapshot.revision } else { nil }
    }.first
    #expect(revision == session.state.revision)
    let agreement = CaseAgreement(
      entries: [.init(truth: 3, lesion: 1, dice: 0.873, surfaceDice: 0.91)], tolerance: 2)
    session.send(.compared(agreement, revision: 1))
    #expect(session.state.agreement == nil, "an answer to older work says nothing")
    session.send(.compared(agreement, revision: session.state.revision))
    #expect(!session.screen.contains("DSC"), "the answer is not told before it is asked for")
    session.type("V")
    #expect(session.screen.contains("DSC 0.87 NSD 0.91"))
  }

  @Test func comparingNeedsATruth() {
    var session = session()
    session.type("V")
    #expect(
      session.messageText
        == "V: this case has no true masks to compare with; --truth names them.")
  }

  @Test(arguments: SnapshotTests.sizes) func listSnapshot(_ size: ScreenSize) throws {
    var session = session(size)
    session.type("!")
    let entry = CaseAgreement.Entry(truth: 1, lesion: 1, dice: 0.713, surfaceDice: 0.809)
    session.send(
      .surveyed(
        2,
        CaseSummary(
          lesions: 3, predicted: 1, agreement: CaseAgreement(entries: [entry], tolerance: 2))))
    session.send(.surveyed(3, CaseSummary(problem: "no NIfTI file")))
    session.type("Cj")
    try expectSnapshot(session.frame, named: "cases-\(size.columns)x\(size.rows)")
  }

  @Test(arguments: SnapshotTests.sizes) func truthSnapshot(_ size: ScreenSize) throws {
    var session = session(size, truth: true)
    session.place(Voxel(60, 36, 12), Voxel(75, 36, 12))
    session.type("p")
    session.send(
      .predicted(
        PredictionResult(
          mask: Patient.mask(on: Patient.grid, label: 1).shifted(by: 3),
          measurements: [
            1: LesionMeasurement(
              label: 1, voxels: 700, volumeCubicMillimetres: 2100, longAxisMillimetres: 16,
              shortAxisMillimetres: 15, meanHU: 100, standardDeviationHU: 20, slices: 5,
              longAxis: nil)
          ], seconds: 1), job: 1))
    session.type("VV")
    session.send(
      .compared(
        CaseAgreement(
          entries: [.init(truth: 3, lesion: 1, dice: 0.81, surfaceDice: 0.9)], tolerance: 2),
        revision: session.state.revision))
    session.type("n")
    try expectSnapshot(session.frame, named: "truth-\(size.columns)x\(size.rows)")
  }
}

extension Mask {
  /// The mask some voxels further along x.
  fileprivate func shifted(by count: Int) -> Mask {
    var result = Mask(emptyOn: grid, box: grid.box)
    forEachLabelled { voxel, label in
      let place = Voxel(voxel.x + count, voxel.y, voxel.z)
      if grid.contains(place) { result[place] = label }
    }
    return result
  }
}
