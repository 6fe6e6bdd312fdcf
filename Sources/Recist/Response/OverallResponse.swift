/// The response of the patient at one timepoint.
package enum OverallResponse: String, Codable, CaseIterable, Sendable {
  case complete = "CR"
  case partial = "PR"
  case stable = "SD"
  /// Of patients without targets: disease is left, and has not progressed.
  case persistent = "non-CR/non-PD"
  case progressive = "PD"
  case notEvaluable = "NE"

  /// RECIST 1.1, tables 1 and 2.
  ///
  /// - Parameters:
  ///   - target: `nil` for a patient without targets at baseline: table 2.
  ///   - nonTarget: `nil` for one without non-target lesions. Without either only a new lesion says
  ///     anything.
  package init(target: TargetResponse?, nonTarget: NonTargetResponse?, hasNewLesion: Bool) {
    guard !hasNewLesion, nonTarget != .progressive else {
      self = .progressive
      return
    }
    switch (target, nonTarget) {
    case (.progressive, _): self = .progressive
    case (.complete, nil), (.complete, .complete): self = .complete
    case (.complete, _), (.partial, _): self = .partial
    case (.stable, _): self = .stable
    case (.notEvaluable, _): self = .notEvaluable
    case (nil, .complete): self = .complete
    case (nil, .persistent): self = .persistent
    case (nil, _): self = .notEvaluable
    }
  }
}
