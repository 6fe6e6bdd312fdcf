import Imaging
import Testing
import Viewer

@Suite struct ThresholdTests {
  /// The true lesion without its outermost voxels along x.
  func smaller(_ session: Session, by steps: Int = 1) -> PredictionResult {
    var mask = Patient.mask(on: Patient.grid)
    for voxel in Patient.voxels(of: Patient.grid) where mask[voxel] != 0 {
      let next = Voxel(voxel.x + steps, voxel.y, voxel.z)
      if Patient.isLesion(Patient.grid.affine(next)) { continue }
      mask[voxel] = 0
    }
    return Session.measured(mask, in: session)
  }

  @Test func keysPressedInARowAreOneStep() throws {
    var session = Session.predicted()
    let whole = session.count()
    let steps = session.state.history.past.count
    session.type(")")
    #expect(session.thresholds.map(\.threshold) == [0.5])
    let first = session.thresholds[0].request
    session.press(.character(")"))
    #expect(session.thresholds.map(\.threshold) == [1])
    let second = session.thresholds[0].request
    session.send(.rethresholded(smaller(session), request: first))
    #expect(session.count() == whole, "an older answer is late")
    session.send(.rethresholded(smaller(session), request: second))
    #expect(session.state.selectedLesion?.segmentation?.threshold == 1)
    #expect(session.messageText.hasPrefix("Lesion 1 at threshold 1.0: "))
    let smallest = session.count()
    #expect(smallest < whole)
    session.type("(")
    session.send(.rethresholded(smaller(session), request: session.thresholds[0].request))
    #expect(session.state.history.past.count == steps + 1)
    #expect(session.state.selectedLesion?.segmentation?.threshold == 0.5)
    session.type("u")
    #expect(session.count() == whole && session.thresholds.isEmpty)
    #expect(session.state.selectedLesion?.segmentation?.threshold == 0)
    session.type("U")
    #expect(session.state.selectedLesion?.segmentation?.threshold == 0.5)
  }

  @Test func anotherKeyEndsTheBurst() {
    var session = Session.predicted()
    let steps = session.state.history.past.count
    session.type(")")
    session.send(.rethresholded(smaller(session), request: session.thresholds[0].request))
    session.press(.left)
    session.type(")")
    session.send(.rethresholded(smaller(session, by: 2), request: session.thresholds[0].request))
    #expect(session.state.history.past.count == steps + 2)
  }

  /// The mask of a diameter that was moved since is still made from what the network said of it.
  @Test func aStaleMaskKeepsItsDiameter() throws {
    var session = Session.predicted()
    session.type("b")
    session.press(.left, .enter)
    session.type(")")
    guard case .rethreshold(let lesions, 1, let request) = session.effects.first else {
      Issue.record("nothing was asked for: \(session.messageText)")
      return
    }
    #expect(lesions[0].diameter == Diameter(Voxel(58, 36, 12), Voxel(73, 36, 12)))
    session.send(.rethresholded(smaller(session), request: request))
    let lesion = try #require(session.state.selectedLesion)
    #expect(session.state.status(of: lesion) == .stale)
    #expect(lesion.segmentation?.threshold == 0.5)
  }

  @Test func refusals() {
    var session = Session.loaded()
    session.type("(")
    #expect(session.messageText == "(: there is no lesion yet; Enter sets end A at the cursor.")
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("(")
    #expect(session.messageText == "(: lesion 1 has no mask; p predicts one.")
    session.type("p")
    session.answerPrediction()
    session.type(":threshold 30")
    session.press(.enter)
    #expect(session.messageText.hasSuffix("a threshold lies between -20 and 20."))
    session.type(":threshold 0")
    session.press(.enter)
    #expect(session.messageText.hasSuffix("the threshold is 0.0 already."))
    session.type(")")
    session.send(.thresholdRefused(.noLogits, request: session.thresholds[0].request))
    #expect(session.messageText.contains("predict it anew first (p)"))
    session.type(")")
    #expect(session.thresholds.map(\.threshold) == [0.5], "nothing came of the last")
    session.send(.thresholdRefused(.empty, request: session.thresholds[0].request))
    #expect(session.messageText.contains("nothing lies above 0.5"))
  }

  @Test func undoDropsWhatWasAskedFor() {
    var session = Session.predicted()
    session.type(")")
    let request = session.thresholds[0].request
    session.type("u")
    let work = session.state.work
    session.send(.rethresholded(smaller(session), request: request))
    #expect(session.state.work == work)
  }

  @Test func predictingAnewStartsAtZero() {
    var session = Session.predicted()
    session.type(")")
    session.send(.rethresholded(smaller(session), request: session.thresholds[0].request))
    session.type("p")
    #expect(session.predictions == [[1]], "its mask is at another threshold: p does not ask")
    guard case .predict(let lesions, _, _) = session.effects.first else { return }
    #expect(lesions[0].threshold == 0)
    session.answerPrediction()
    #expect(session.state.selectedLesion?.segmentation?.threshold == 0)
  }
}
