import Imaging
import Testing
import Viewer

/// Sebastiano Vigna's SplitMix64: the same numbers everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct RobustnessTests {
  static let keys: [Key] =
    Keymap.standard.bindings.flatMap(\.entries).map(\.key)
    + [.enter, .enter, .enter, .escape, .character("p"), .character("P"), .character("u")]
    + [.tab, .tab, .up, .control("w"), .control("u"), .character("/")]
    + "0123456789,:wqx!dsz é中".map { .character($0) }

  /// 20,000 events of every kind, then undo to the beginning.
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func randomSessions(seed: UInt64) {
    var random = SplitMix(state: seed)
    let grid = Patient.grid(axes: [1, 0, 2], forward: [true, false, true])
    var session = Session.loaded(grid: grid)
    var answers: [Event] = []
    for step in 0..<5000 {
      let event = nextEvent(&random, &answers)
      session.send(event)
      for effect in session.effects {
        answers += answer(to: effect, in: session, &random)
      }
      expectSound(session.state)
      if step % 50 == 0 { #expect(session.frame.size == session.state.size) }
    }
    undoEverything(&session)
    #expect(session.state.work == UserWork())
    #expect(!session.state.hasUnsavedChanges || session.state.savedRevision > 0)
  }

  private func nextEvent(_ random: inout SplitMix, _ answers: inout [Event]) -> Event {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<4 where !answers.isEmpty: return answers.removeFirst()
    case 4:
      return .resize(
        ScreenSize(
          columns: Int.random(in: 0..<150, using: &random),
          rows: Int.random(in: 0..<50, using: &random)))
    case 5: return .predictionProgress(PredictionProgress(stage: "encoder", fraction: 0.5), job: 1)
    case 6: return .terminate(signal: 15)
    default: return .key(Self.keys.randomElement(using: &random) ?? .escape)
    }
  }

  /// What the runner would say, now and then a failure.
  private func answer(
    to effect: Effect, in session: Session, _ random: inout SplitMix
  ) -> [Event] {
    switch effect {
    case .predict(_, let requested, let job):
      if Int.random(in: 0..<5, using: &random) == 0 {
        return [.predictionFailed(message: "no memory.", job: job)]
      }
      return [
        .predicted(
          Session.result(for: requested, on: session.state.volume!.grid), job: job)
      ]
    case .rethreshold(_, let lesion, let request):
      let refusals: [ThresholdRefusal] = [.noLogits, .empty]
      if let refusal = refusals.randomElement(using: &random), Bool.random(using: &random) {
        return [.thresholdRefused(refusal, request: request)]
      }
      return [
        .rethresholded(
          Session.result(for: [lesion], on: session.state.volume!.grid), request: request)
      ]
    case .save(let snapshot):
      return Bool.random(using: &random)
        ? [.saved(SaveReceipt(revision: snapshot.revision, files: ["a.json"]))]
        : [.saveFailed(message: "the disk is full.")]
    case .listFolder(let folder):
      return [.folderListed(FolderListing(folder: folder, entries: LineEditingTests.entries))]
    default: return []
    }
  }

  private func expectSound(_ state: State) {
    guard let grid = state.volume?.grid else { return }
    let ids = state.work.lesions.map(\.id)
    let selectionExists = state.selected.map(ids.contains) ?? true
    let axial = DisplayPlane(.axial, of: grid)
    let endsMatch = state.work.lesions.allSatisfy { lesion in
      guard let diameter = lesion.diameter else { return lesion.a != nil || lesion.b != nil }
      return diameter.a != diameter.b && grid.contains(diameter.a) && grid.contains(diameter.b)
        && axial.position(of: diameter.a).slice == axial.position(of: diameter.b).slice
    }
    let labelled = Set(state.labelMap?.presentLabels.map { Int($0) } ?? [])
    let predicted = Set(state.work.lesions.filter { $0.segmentation != nil }.map(\.id))
    #expect(
      grid.contains(state.cursor) && selectionExists && endsMatch
        && ids == ids.sorted() && Set(ids).count == ids.count && labelled.isSubset(of: predicted))
  }

  private func undoEverything(_ session: inout Session) {
    session.press(.escape, .escape, .escape)
    while !session.state.history.past.isEmpty { session.type("u") }
    session.type("u")
    #expect(session.messageText == "u: there is nothing to undo.")
  }
}
