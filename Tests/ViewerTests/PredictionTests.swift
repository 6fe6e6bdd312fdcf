import Imaging
import Testing
import Viewer

@Suite struct PredictionTests {
  func twoLesions() -> Session {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.press(.enter)
    session.place(Voxel(20, 30, 9), Voxel(34, 44, 9))
    return session
  }

  @Test func predictsTheSelectedLesion() throws {
    var session = twoLesions()
    session.type("p")
    guard case .predict(let lesions, let requested, 1) = session.effects.first else {
      Issue.record("no prediction was asked for")
      return
    }
    #expect(requested == [2])
    #expect(
      lesions == [
        PlacedLesion(id: 1, diameter: Diameter(Voxel(58, 36, 12), Voxel(73, 36, 12))),
        PlacedLesion(id: 2, diameter: Diameter(Voxel(20, 30, 9), Voxel(34, 44, 9))),
      ])
    let lesion = try #require(session.state.selectedLesion)
    #expect(session.state.status(of: lesion) == .predicting)
    session.send(
      .predictionProgress(
        PredictionProgress(stage: "encoder 2", fraction: 0.43, seconds: 7.4), job: 1))
    #expect(session.screen.contains("43%  encoder 2  7 s"))
    session.send(
      .predictionProgress(PredictionProgress(stage: "encoder 1", fraction: 0.1), job: 1))
    #expect(session.screen.contains("43%  encoder 1"), "what is done is done")

    session.answerPrediction()
    let predicted = try #require(session.state.selectedLesion)
    #expect(session.state.status(of: predicted) == .predicted)
    #expect(session.state.labelMap?.presentLabels == [2])
    #expect(session.autosaves == 1)
    #expect(session.messageText == "Lesion 2: 2.18 mL in 2.5 s.")
    let bounds = try #require(predicted.segmentation?.mask.box)
    #expect(bounds.lower.z == 10 && bounds.upper.z == 15)
    session.type("p")
    #expect(
      session.messageText == "p: lesion 2 is predicted already; p again predicts it anew.")
    session.type("p")
    #expect(session.predictions == [[2]])
  }

  @Test func whyItCannotPredict() {
    var session = Session.loaded()
    session.type("p")
    #expect(
      session.messageText == "p: there is no lesion yet; Enter sets end A at the cursor.")
    session.press(.enter)
    session.type("p")
    #expect(session.messageText == "p: place both ends of the diameter first (Enter).")
    session.type("P")
    #expect(
      session.messageText == "P: every lesion with both ends is predicted or being predicted.")
    session.press(.right, .enter)
    session.type("pp")
    #expect(session.messageText == "p: lesion 1 is being predicted; Esc cancels.")
    #expect(session.predictions.isEmpty)
  }

  @Test func predictsAllThatIsDue() {
    var session = twoLesions()
    session.type("P")
    #expect(session.predictions == [[1, 2]])
    session.answerPrediction()
    #expect(session.state.labelMap?.presentLabels == [1, 2])
    #expect(session.messageText == "Lesions 1, 2 predicted in 2.5 s.")
    session.type("u")
    #expect(session.state.labelMap == nil, "one prediction is one step")
  }

  @Test func anotherLesionWaitsItsTurn() {
    var session = twoLesions()
    session.type("pnp")
    #expect(session.predictions.isEmpty)
    #expect(session.state.status(of: session.state.work.lesions[0]) == .queued)
    #expect(session.messageText == "Lesion 1 will follow the prediction that runs.")
    session.answerPrediction()
    #expect(session.predictions == [[1]])
    session.send(
      .predicted(
        Session.result(for: [1, 2], on: session.state.volume!.grid), job: 2))
    #expect(session.state.labelMap?.presentLabels == [1, 2])
    #expect(session.state.prediction == nil)
  }

  @Test func movingAnEndMakesThePredictionStale() {
    var session = twoLesions()
    session.type("p")
    session.answerPrediction()
    let mask = session.state.labelMap
    session.type("b")
    session.press(.right, .enter)
    #expect(session.state.status(of: session.state.selectedLesion!) == .stale)
    #expect(session.screen.contains("stale"))
    #expect(session.state.labelMap == mask, "the mask stays to be read")
    #expect(session.state.snapshot.lesions[1].isStale)
    session.type("b")
    session.press(.left, .enter)
    #expect(session.state.status(of: session.state.selectedLesion!) == .predicted)
    session.type("uu")
    #expect(session.state.status(of: session.state.selectedLesion!) == .predicted)
  }

  @Test func anEndMovedMeanwhileLeavesTheResultStale() {
    var session = twoLesions()
    session.type("pb")
    session.press(.right, .enter)
    session.answerPrediction()
    #expect(session.state.status(of: session.state.selectedLesion!) == .stale)
  }

  @Test func aLesionDeletedMeanwhileStaysDeleted() {
    var session = twoLesions()
    session.type("P")
    session.press(.backspace)
    #expect(!session.cancels, "lesion 1 is still wanted")
    session.send(
      .predicted(Session.result(for: [1, 2], on: session.state.volume!.grid), job: 1))
    #expect(session.state.labelMap?.presentLabels == [1])
  }

  @Test func deletingTheOnlyLesionAskedForStopsThePrediction() {
    var session = twoLesions()
    session.type("p")
    session.press(.backspace)
    #expect(session.cancels && session.autosaves == 1)
    session.answerPrediction()
    #expect(session.state.labelMap == nil)
  }

  @Test func anUndonePredictionStaysUndone() {
    var session = twoLesions()
    session.type("p")
    session.answerPrediction()
    session.type("unp")
    #expect(session.predictions == [[1]])
    session.send(
      .predicted(Session.result(for: [1, 2], on: session.state.volume!.grid), job: 2))
    #expect(session.state.labelMap?.presentLabels == [1])
    #expect(session.state.status(of: session.state.work.lesions[1]) == .placed)
  }

  @Test func otherLesionsKeepTheirMask() {
    var session = twoLesions()
    session.type("p")
    session.answerPrediction()
    let count = session.state.labelMap?.count(of: 2)
    session.type("np")
    // A runner that knows lesion 1 only, with one voxel far from lesion 2.
    let grid = session.state.volume!.grid
    var mask = Mask(emptyOn: grid, box: grid.box)
    mask[Voxel(2, 2, 2)] = 1
    session.send(
      .predicted(
        PredictionResult(
          mask: mask,
          measurements: [1: Session.result(for: [1], on: grid).measurements[1]!], seconds: 1),
        job: 2))
    #expect(session.state.labelMap?.count(of: 2) == count)
    #expect(session.state.labelMap?.count(of: 1) == 1)
  }

  @Test func cancellingActsAtOnce() {
    var session = twoLesions()
    session.type("p")
    session.press(.escape)
    #expect(session.cancels && session.state.prediction == nil)
    #expect(session.messageText == "Prediction cancelled.")
    #expect(!session.screen.contains("PREDICTING"))
    session.press(.escape)
    #expect(session.messageText == "Esc: there is nothing to cancel.")
    session.type("np")
    #expect(session.predictions == [[1]])
    #expect(session.state.prediction?.number == 2)
  }

  @Test func lateAnswersOfACancelledJobAreDropped() {
    var session = twoLesions()
    session.type("p")
    session.press(.escape)
    session.type("p")
    let grid = session.state.volume!.grid
    session.send(
      .predictionProgress(PredictionProgress(stage: "late", fraction: 0.9), job: 1))
    session.send(.predicted(Session.result(for: [2], on: grid), job: 1))
    session.send(.predictionFailed(message: "late", job: 1))
    #expect(session.state.labelMap == nil && session.state.prediction?.number == 2)
    #expect(!session.screen.contains("late"))
    session.answerPrediction()
    #expect(session.state.labelMap?.presentLabels == [2])
  }

  @Test func failuresAreShown() {
    var session = twoLesions()
    session.type("p")
    session.send(.predictionFailed(message: "the weights file is gone.", job: 1))
    #expect(session.state.message?.kind == .error)
    #expect(session.lastRow.contains("Prediction failed: the weights file is gone."))
    session.type("p")
    #expect(session.predictions == [[2]])
  }

  @Test func rescuedLesionsAreMarked() {
    var session = twoLesions()
    session.type("p")
    session.answerPrediction(rescued: [2])
    #expect(session.state.message?.kind == .warning)
    #expect(session.messageText.contains("raised inside the RECIST sphere"))
    session.press(.left)
    #expect(session.screen.contains("rescued"))
  }

  @Test func aMaskOnAnotherGridIsDropped() {
    var session = twoLesions()
    session.type("p")
    let other = VoxelGrid(shape: Voxel(4, 4, 4), affine: Affine(spacing: SIMD3(1, 1, 1)))
    session.send(
      .predicted(
        PredictionResult(mask: Mask(emptyOn: other), measurements: [:], seconds: 1), job: 1))
    #expect(session.state.message?.kind == .error && session.state.labelMap == nil)
  }

  @Test func lateAnswersWithoutARequestAreIgnored() {
    var session = twoLesions()
    let work = session.state.work
    session.send(
      .predictionProgress(PredictionProgress(stage: "x", fraction: .nan), job: 1))
    session.send(.predicted(Session.result(for: [1], on: session.state.volume!.grid), job: 1))
    #expect(session.state.work == work && session.effects.isEmpty)
  }

  @Test func quittingAsksWhileAPredictionRuns() {
    // From prompts: nothing of this session is unsaved.
    let lesion = Lesion(
      id: 1, a: Voxel(58, 36, 12), b: Voxel(73, 36, 12))
    var session = Session()
    session.send(
      .loaded(
        LoadedStudy(
          volume: Patient.volume(on: Patient.grid), name: "a.nii",
          restored: RestoredSession(lesions: [lesion]))))
    session.type("p")
    session.type("q")
    #expect(session.state.mode == .quitQuestion)
    #expect(session.lastRow.contains("A prediction runs"))
    session.type("s")
    #expect(session.state.mode == .quitQuestion, "there is nothing to save")
    session.press(.escape)
    #expect(session.state.mode == .normal && session.state.prediction != nil)
    session.type("qd")
    guard case .quit = session.effects.last else {
      Issue.record("no quit: \(session.effects)")
      return
    }
  }
}
