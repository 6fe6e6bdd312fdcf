/// What RECIST 1.1 makes of one timepoint.
package struct TimepointAssessment: Hashable, Sendable {
  package let label: String
  package let date: StudyDate?
  package let sum: SumOfDiameters
  /// The smallest complete sum before this timepoint; `nil` at baseline, without targets, and while
  /// no sum was complete.
  package let nadir: Nadir?
  /// `nil` at baseline and without targets there.
  package let target: Verdict<TargetResponse>?
  /// `nil` at baseline and without non-target lesions there.
  package let nonTarget: Verdict<NonTargetResponse>?
  package let newLesions: NewLesions
  /// `nil` at baseline.
  package let overall: Verdict<OverallResponse>?
}

extension Verdict<OverallResponse> {
  /// By the tables, with the reasons of its parts.
  init(target: Verdict<TargetResponse>?, nonTarget: Verdict<NonTargetResponse>?, new: NewLesions) {
    let category = OverallResponse(
      target: target?.category, nonTarget: nonTarget?.category, hasNewLesion: !new.certain.isEmpty)
    var parts: [String] = []
    if category == .progressive {
      // Only what progressed: what else is said would hide it.
      if let target, target.category == .progressive { parts.append(target.detail) }
      if let nonTarget, nonTarget.category == .progressive { parts.append(nonTarget.detail) }
    } else {
      if let target { parts.append(target.detail) }
      if let nonTarget { parts.append(nonTarget.detail) }
      if target == nil, nonTarget == nil { parts.append("no lesion was recorded at baseline") }
    }
    if let phrase = new.phrase {
      parts.append(phrase)
    } else if category != .progressive {
      parts.append("no new lesion")
    }
    self.init(category, parts.joined(separator: "; "))
  }
}
