/// What the target response of one timepoint is derived from (RECIST 1.1, section 4.3.1).
struct TargetEvaluation {
  let sum: SumOfDiameters
  let baseline: SumOfDiameters
  /// The smallest complete sum before this timepoint.
  let nadir: Nadir
  /// The timepoint whose overall response was complete, if one before this was.
  let earlierCompleteResponse: String?

  var verdict: Verdict<TargetResponse> {
    if !baseline.isComplete {
      return Verdict(.notEvaluable, "the baseline sum lacks \(baseline.missing)")
    }
    if baseline.total == .zero {
      return Verdict(.notEvaluable, "the baseline sum is 0.0 mm, which nothing can be compared to")
    }
    // Before progression: nodes that grow below 10 mm are normal, whatever their sum does.
    if sum.isComplete, !hasDisease { return Verdict(.complete, completeResponse) }
    return recurrence ?? progression ?? incomplete ?? partialResponse ?? stableDisease
  }

  private var hasDisease: Bool { sum.terms.contains { $0.isDisease == true } }

  private var completeResponse: String {
    let isGone = sum.total == .zero
    if isGone { return "all targets are gone" }
    let nodes = "all target lymph nodes are below 10 mm in short axis"
    return sum.terms.allSatisfy(\.isNode) ? nodes : "all other targets are gone and \(nodes)"
  }

  /// After a complete response every lesion that comes back is progression (appendix III); a node
  /// has come back from 10 mm.
  private var recurrence: Verdict<TargetResponse>? {
    guard let earlierCompleteResponse else { return nil }
    let back = sum.terms.filter { $0.isDisease == true }.map(\.name)
    guard !back.isEmpty else { return nil }
    return Verdict(
      .progressive,
      "\(back.joined(separator: ", ")) came back after the complete response at "
        + earlierCompleteResponse)
  }

  /// Also of an incomplete sum, where what is missing can only add to it (section 4.4.2).
  private var progression: Verdict<TargetResponse>? {
    let change = Change(from: nadir.sum, to: sum.total)
    guard change.isProgression, hasDisease else { return nil }
    let place = change.phrase(of: nadir.phrase)
    return sum.isComplete
      ? Verdict(.progressive, "sum \(sum.total) mm is \(place)")
      : Verdict(
        .progressive,
        "the sum without \(sum.missing), \(sum.total) mm, is already \(place)")
  }

  private var incomplete: Verdict<TargetResponse>? {
    sum.isComplete
      ? nil : Verdict(.notEvaluable, "the sum lacks \(sum.missing)")
  }

  private var fromBaseline: Change { Change(from: baseline.total, to: sum.total) }

  private var partialResponse: Verdict<TargetResponse>? {
    guard fromBaseline.isPartialResponse else { return nil }
    return Verdict(.partial, "sum \(sum.total) mm is \(fromBaseline.phrase(of: baselinePhrase))")
  }

  private var stableDisease: Verdict<TargetResponse> {
    let fromNadir = Change(from: nadir.sum, to: sum.total)
    var detail = "sum \(sum.total) mm is \(fromBaseline.phrase(of: baselinePhrase))"
    if nadir.index > 0 { detail += " and \(fromNadir.phrase(of: nadir.phrase))" }
    if fromNadir.isRelativeProgression { detail += ", less than 5 mm" }
    return Verdict(.stable, detail)
  }

  private var baselinePhrase: String { "the baseline sum of \(baseline.total) mm" }
}
