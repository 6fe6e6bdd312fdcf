import Imaging
import Testing
import Viewer

@Suite struct WorkHistoryTests {
  static let keys: [Key] =
    Array("zZetT()B x+-*#&u").map { .character($0) }
    + [.left, .right, .up, .down, .shiftRight, .enter, .enter, .escape, .tab, .delete]
    + Array("abnpPA").map { .character($0) }

  /// Whatever was done, each undo gives the work as it was before, and each redo as it was after.
  @Test(arguments: [11, 12, 13, 14, 15, 16] as [UInt64]) func undoAndRedo(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var session = Session.predicted()
    session.press(.enter)
    session.place(Voxel(52, 36, 12), Voxel(60, 36, 12))
    for _ in 0..<600 {
      let key = Self.keys.randomElement(using: &random) ?? .left
      if key == .enter, session.state.work.lesions.count > 4 { continue }
      session.press(key)
      for effect in session.effects { answer(effect, in: &session, &random) }
    }
    session.press(.escape, .escape)
    while session.state.prediction != nil { session.press(.escape) }
    session.press(.escape)

    while !session.state.history.future.isEmpty { session.type("U") }
    let last = session.state.work
    var works = [last]
    while !session.state.history.past.isEmpty {
      session.type("u")
      works.append(session.state.work)
    }
    #expect(works.count > 20)
    #expect(session.state.work == UserWork())
    var differing = 0
    for work in works.dropLast().reversed() {
      session.type("U")
      if session.state.work != work { differing += 1 }
    }
    #expect(differing == 0)
    let isSame = session.state.work == last
    #expect(isSame)
  }

  private func answer(_ effect: Effect, in session: inout Session, _ random: inout SplitMix) {
    // Now and then the answer never comes.
    guard Int.random(in: 0..<4, using: &random) > 0 else { return }
    let grid = Patient.grid
    switch effect {
    case .predict(_, let requested, let job):
      var mask = Mask(emptyOn: grid)
      for id in requested {
        let place = Voxel(Int.random(in: 50..<70, using: &random), 36, 12)
        let ball = Mask.ball(at: place, radiusMillimetres: 6, label: UInt8(id), on: grid)
        mask = Mask.joined([ball, mask], on: grid)
      }
      session.send(.predicted(Session.measured(mask, in: session), job: job))
    case .rethreshold(_, let lesion, let request):
      let radius = Double.random(in: 2..<9, using: &random)
      let mask = Mask.ball(
        at: Voxel(62, 36, 12), radiusMillimetres: radius, label: UInt8(lesion), on: grid)
      session.send(.rethresholded(Session.measured(mask, in: session), request: request))
    default: break
    }
    let masks = session.state.work.lesions.compactMap(\.segmentation?.mask)
    for (index, mask) in masks.enumerated() {
      for other in masks[(index + 1)...] {
        let isApart = mask.removing(voxelsOf: other) == mask.trimmed()
        #expect(isApart, "no voxel belongs to two lesions")
      }
    }
  }
}
