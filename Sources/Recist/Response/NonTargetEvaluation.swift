/// What the non-target response of one timepoint is derived from (RECIST 1.1, section 4.3.3).
struct NonTargetEvaluation {
  /// The baseline's findings of the non-target lesions.
  let lesions: [LesionFinding]
  let timepoint: Timepoint
  /// The timepoint whose overall response was complete, if one before this was.
  let earlierCompleteResponse: String?

  /// `nil` for a patient without non-target lesions whose markers are normal.
  var verdict: Verdict<NonTargetResponse>? {
    if lesions.isEmpty, !timepoint.markersAboveNormal { return nil }
    let worse = names(in: .worse)
    if !worse.isEmpty {
      return Verdict(.progressive, "unequivocal progression of non-target \(worse)")
    }
    // A node that can be seen again is no recurrence until it is unequivocally worse.
    let back = names(in: .left) { !$0.site.isNode }
    if let earlierCompleteResponse, !back.isEmpty {
      return Verdict(
        .progressive,
        "non-target \(back) came back after the complete response at \(earlierCompleteResponse)")
    }
    let unknown = names(in: .unknown)
    if !unknown.isEmpty {
      return Verdict(.notEvaluable, "non-target disease was not evaluated: \(unknown)")
    }
    let left = names(in: .left)
    if !left.isEmpty { return Verdict(.persistent, "non-target disease is left: \(left)") }
    if timepoint.markersAboveNormal {
      return Verdict(.persistent, "a tumour marker is above its normal limit")
    }
    return Verdict(.complete, "all non-target lesions are gone or normal lymph nodes")
  }

  private enum Fate { case gone, left, worse, unknown }

  private func fate(of lesion: LesionFinding) -> Fate {
    guard let finding = timepoint.finding(of: lesion.id) else { return .unknown }
    switch finding.status {
    case .absent: return .gone
    case .unequivocalProgression: return .worse
    case .notEvaluable: return .unknown
    case .present, .tooSmallToMeasure:
      return finding.isNormalNode(isNode: lesion.site.isNode) ? .gone : .left
    }
  }

  private func names(in fate: Fate, where isIncluded: (LesionFinding) -> Bool = { _ in true })
    -> String
  {
    lesions.filter { self.fate(of: $0) == fate && isIncluded($0) }.map(\.quoted)
      .joined(separator: ", ")
  }
}
