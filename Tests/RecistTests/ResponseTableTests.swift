import Recist
import Testing

/// Tables 1 and 2 of RECIST 1.1, every line, and every combination against a second writing of the
/// rules.
@Suite struct ResponseTableTests {
  private typealias Line = (TargetResponse?, NonTargetResponse?, Bool, OverallResponse)

  @Test("Table 1: patients with targets")
  func targets() {
    let lines: [Line] = [
      (.complete, .complete, false, .complete),
      (.complete, nil, false, .complete),
      (.complete, .persistent, false, .partial),
      (.complete, .notEvaluable, false, .partial),
      (.partial, .complete, false, .partial),
      (.partial, .persistent, false, .partial),
      (.partial, .notEvaluable, false, .partial),
      (.partial, nil, false, .partial),
      (.stable, .complete, false, .stable),
      (.stable, .persistent, false, .stable),
      (.stable, .notEvaluable, false, .stable),
      (.stable, nil, false, .stable),
      (.notEvaluable, .complete, false, .notEvaluable),
      (.notEvaluable, .persistent, false, .notEvaluable),
      (.notEvaluable, .notEvaluable, false, .notEvaluable),
      (.notEvaluable, nil, false, .notEvaluable),
    ]
    check(lines)
    // Every line but those with PD, of five targets' responses and four others or none.
    #expect(lines.count == 4 * 4)
  }

  @Test("Table 2: patients with non-target disease only")
  func nonTargets() {
    check([
      (nil, .complete, false, .complete),
      (nil, .persistent, false, .persistent),
      (nil, .notEvaluable, false, .notEvaluable),
      (nil, .progressive, false, .progressive),
      (nil, nil, false, .notEvaluable),
      (nil, nil, true, .progressive),
    ])
  }

  @Test("Any progression, and any new lesion, is progression whatever else there is")
  func progression() {
    let targets: [TargetResponse?] = [nil] + TargetResponse.allCases
    let nonTargets: [NonTargetResponse?] = [nil] + NonTargetResponse.allCases
    for target in targets {
      for nonTarget in nonTargets {
        for isNew in [false, true] {
          let overall = OverallResponse(target: target, nonTarget: nonTarget, hasNewLesion: isNew)
          let isProgression = isNew || target == .progressive || nonTarget == .progressive
          #expect(
            (overall == .progressive) == isProgression, "\(target as Any) \(nonTarget as Any)")
        }
      }
    }
  }

  private func check(_ lines: [Line]) {
    for (target, nonTarget, isNew, overall) in lines {
      let derived = OverallResponse(target: target, nonTarget: nonTarget, hasNewLesion: isNew)
      #expect(derived == overall, "\(target as Any), \(nonTarget as Any), \(isNew)")
    }
  }
}
