import Imaging
import Testing
import Viewer

/// What the journal says of the work, what was left behind, and who else is there.
@Suite struct KeepingTests {
  private func lesion(_ id: Int, masked: Bool = false) -> Lesion {
    let (a, b) = (Voxel(58, 36, 12), Voxel(73, 36, 12))
    guard masked else { return Lesion(id: id, a: a, b: b) }
    let mask = Patient.mask(on: Patient.grid, label: UInt8(id))
    return Lesion(
      id: id, a: a, b: b,
      segmentation: LesionSegmentation(
        diameter: Diameter(a, b), mask: mask,
        measurement: Session.measurement(id, voxels: mask.count(of: UInt8(id)), grid: Patient.grid))
    )
  }

  private func opened(_ abandoned: [AbandonedWork], restored: [Lesion] = []) -> Session {
    var session = Session()
    var study = LoadedStudy(
      volume: Patient.volume(on: Patient.grid), name: "patient.nii.gz", warnings: ["It is odd."])
    study.abandoned = abandoned
    if !restored.isEmpty { study.restored = RestoredSession(lesions: restored) }
    session.send(.loaded(study))
    return session
  }

  private func settlements(_ session: Session) -> [String] {
    session.effects.compactMap {
      if case .settle(let id, let settlement) = $0 { "\(settlement) \(id)" } else { nil }
    }
  }

  @Test func keptWorkIsTold() {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    #expect(session.screen.contains("| unsaved") && !session.screen.contains("kept"))
    session.send(.kept(revision: session.state.revision))
    #expect(session.screen.contains("| unsaved, kept"))
    session.press(.backspace)
    #expect(!session.screen.contains("kept"), "newer work is not kept yet")
  }

  @Test func workThatIsNotKeptStaysVisible() {
    var session = Session()
    session.send(.keepFailed(message: "The disk is full."))
    session.send(.loaded(LoadedStudy(volume: Patient.volume(on: Patient.grid), name: "p")))
    #expect(session.lastRow.contains("The disk is full."))
    session.press(.enter)
    #expect(session.screen.contains("| unsaved, NOT KEPT"))
    session.send(.kept(revision: 1))
    #expect(session.messageText == "Unsaved work is kept again.")
    #expect(session.screen.contains("| unsaved, kept"))
  }

  @Test func recovering() {
    let left = AbandonedWork(
      id: "j1", time: "12:31", lesions: [lesion(1), lesion(2), lesion(3, masked: true)],
      isDone: true)
    var session = opened([left], restored: [lesion(7)])
    #expect(session.state.mode == .recoveryQuestion)
    #expect(
      session.state.work.lesions.map(\.id) == [7], "the saved session waits below the question")
    let question =
      "Unsaved work of 12:31 (3 lesions, 1 mask) was left by a viewer that ended: "
      + "r recover, l later, d delete"
    #expect(
      (session.frame.text(row: 22).trimmed + " " + session.lastRow.trimmed) == question)
    session.type("qSx")
    #expect(session.state.mode == .recoveryQuestion, "only an answer ends the question")
    session.type("r")
    #expect(session.state.work.lesions == left.lesions && session.state.work.isDone)
    #expect(session.state.hasUnsavedChanges)
    #expect(session.autosaves == 1 && settlements(session) == ["recovered j1"])
    session.type("u")
    #expect(session.state.work.lesions.map(\.id) == [7])
    #expect(!session.state.hasUnsavedChanges)
  }

  @Test func workThatDoesNotFitIsLeftOut() {
    let outside = Lesion(id: 2, a: Voxel(1000, 0, 0), b: nil)
    var session = opened([AbandonedWork(id: "j", time: "1", lesions: [lesion(1), outside])])
    session.type("r")
    #expect(session.state.work.lesions.map(\.id) == [1])
  }

  @Test(arguments: [Key.character("l"), .escape]) func later(key: Key) {
    var session = opened([AbandonedWork(id: "j1", time: "12:31", lesions: [lesion(1)])])
    session.press(key)
    #expect(session.state.mode == .normal && session.effects.isEmpty)
    #expect(session.state.work.lesions.isEmpty && !session.state.hasUnsavedChanges)
    #expect(session.messageText == "It is odd.", "what the question hid")
  }

  @Test func deletingAsksAboutTheNext() {
    var session = opened([
      AbandonedWork(id: "new", time: "12:31", lesions: [lesion(1)]),
      AbandonedWork(id: "old", time: "11:05", lesions: []),
    ])
    #expect(session.state.recoveryText.contains("12:31 (1 lesion, 0 masks)"))
    #expect(session.state.recoveryText.contains("and older work by 1 more"))
    session.type("d")
    #expect(settlements(session) == ["deleted new"])
    #expect(session.state.recoveryText.contains("11:05 (0 lesions, 0 masks)"))
    session.type("d")
    #expect(settlements(session) == ["deleted old"] && session.state.mode == .normal)
  }

  @Test func aCaseAsksWhenItComesOnTheScreen() {
    var session = Session(cases: CaseList(names: ["a", "b"]))
    func study(_ name: String) -> LoadedStudy {
      LoadedStudy(volume: Patient.volume(on: Patient.grid), name: name)
    }
    session.send(.about(0, .loaded(study("a"))))
    var second = study("b")
    second.abandoned = [AbandonedWork(id: "j", time: "12:31", lesions: [lesion(1)])]
    session.send(.about(1, .loaded(second)))
    #expect(session.state.mode == .normal)
    session.type("]")
    #expect(session.state.mode == .recoveryQuestion)
    session.type("r[")
    #expect(session.state.cases.currentID == 0 && session.state.mode == .normal)
  }

  @Test func othersComeAndGo() {
    let early = OtherViewer(
      id: "1", name: "process 4711 since 14:02", isEarlier: true, isElsewhere: false)
    let late = OtherViewer(id: "2", name: "a viewer on ct2", isEarlier: false, isElsewhere: true)
    var session = Session.loaded()
    #expect(!session.screen.contains("ALSO OPEN"))
    session.send(.viewers([early]))
    #expect(
      session.messageText
        == "Process 4711 since 14:02 has this study open; saving here makes a session of its own.")
    #expect(session.frame.text(row: 0).contains("[ALSO OPEN]"))
    session.send(.viewers([early, late]))
    #expect(session.messageText.hasPrefix("A viewer on ct2 perhaps still has this study open too"))
    session.send(.viewers([late]))
    #expect(session.messageText == "Process 4711 since 14:02 has closed this study.")
    session.send(.viewers([]))
    #expect(!session.screen.contains("ALSO OPEN"))
  }

  @Test func theEndOfAReplayTakesNothingForSaved() {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("Sp")
    session.send(.saved(SaveReceipt(revision: session.state.revision, files: ["a.json"])))
    #expect(!session.state.hasUnsavedChanges && session.state.prediction != nil)
    let plain = DisplayCapability(colors: .none, unicode: false)
    session.send(.replayed(plain, message: "Replayed."))
    #expect(session.state.hasUnsavedChanges && session.state.prediction == nil)
    #expect(session.state.capability == plain && session.messageText == "Replayed.")
    #expect(session.autosaves == 1)
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension State {
  /// The question as it stands on a wide screen.
  fileprivate var recoveryText: String {
    var state = self
    _ = update(&state, .resize(ScreenSize(columns: 160, rows: 30)))
    return render(state).text(row: 29)
  }
}
