/// RECIST 1.1 over all timepoints of one patient.
///
/// Each timepoint's response is derived for itself, from the baseline and the nadir before it.
/// Confirmation, the least duration of stable disease and the best overall response are the trial's
/// to define, and are not derived.
package struct ResponseAssessment: Hashable, Sendable {
  /// When the disease progressed first.
  package struct Progression: Hashable, Sendable {
    package let index: Int
    package let label: String
    package let date: StudyDate?
  }

  /// The baseline first.
  package let timepoints: [Timepoint]
  /// One for each timepoint.
  package let assessments: [TimepointAssessment]
  /// What is wrong with the timepoints, in sentences; the categories stand under their reserve.
  package let problems: [String]

  /// - Parameter timepoints: the baseline, then the others in order of time. A lesion has one id at
  ///   all of them (``Timepoint/linked(to:)``). What a lesion is, and which of its axes counts, is
  ///   what it was at baseline.
  package init(_ timepoints: [Timepoint]) {
    self.timepoints = timepoints
    problems = AssessmentProblems(of: timepoints).sentences
    guard let baseline = timepoints.first else {
      assessments = []
      return
    }
    // By id, as findings are found again: of two with one id the first counts, as what it is.
    let lesions = Self.first(baseline.findings)
    let targets = lesions.filter { $0.role == .target }
    // All other disease that is there at baseline, whatever it is called.
    let nonTargets = lesions.filter { $0.role != .target }
    let baselineSum = SumOfDiameters(of: targets, at: baseline)

    var assessments: [TimepointAssessment] = []
    var nadir: Nadir?
    var completeResponse: String?
    for (index, timepoint) in timepoints.enumerated() {
      let sum = SumOfDiameters(of: targets, at: timepoint)
      let new = NewLesions(in: timepoint, since: baseline)
      var target: Verdict<TargetResponse>?
      var nonTarget: Verdict<NonTargetResponse>?
      var overall: Verdict<OverallResponse>?
      if index > 0 {
        if !targets.isEmpty {
          target =
            TargetEvaluation(
              sum: sum, baseline: baselineSum,
              nadir: nadir ?? Nadir(sum: baselineSum.total, index: 0, label: baseline.label),
              earlierCompleteResponse: completeResponse
            ).verdict
        }
        nonTarget =
          NonTargetEvaluation(
            lesions: nonTargets, timepoint: timepoint, earlierCompleteResponse: completeResponse
          ).verdict
        overall = Verdict(target: target, nonTarget: nonTarget, new: new)
      }
      assessments.append(
        TimepointAssessment(
          label: timepoint.label, date: timepoint.date, sum: sum, nadir: nadir, target: target,
          nonTarget: nonTarget, newLesions: new, overall: overall))

      if overall?.category == .complete { completeResponse = completeResponse ?? timepoint.label }
      // Only complete sums: one that lacks a target is small for no good reason.
      if !targets.isEmpty, sum.isComplete, nadir.map({ sum.total < $0.sum }) ?? true {
        nadir = Nadir(sum: sum.total, index: index, label: timepoint.label)
      }
    }
    self.assessments = assessments
  }

  /// The first timepoint whose overall response is PD.
  ///
  /// Where a new lesion made it so that was in doubt at an earlier timepoint, that one: progression
  /// is dated to when the lesion was first seen (RECIST 1.1, section 4.3.5).
  package var progression: Progression? {
    guard let first = assessments.firstIndex(where: { $0.overall?.category == .progressive })
    else { return nil }
    let certain = Set(assessments[first].newLesions.certain.map(\.id))
    let seen = assessments[..<first].firstIndex { assessment in
      assessment.overall != nil
        && assessment.newLesions.equivocal.contains { certain.contains($0.id) }
    }
    let index = seen ?? first
    return Progression(
      index: index, label: assessments[index].label, date: assessments[index].date)
  }

  /// Without those whose id came before.
  private static func first(_ findings: [LesionFinding]) -> [LesionFinding] {
    var ids: Set<String> = []
    return findings.filter { ids.insert($0.id).inserted }
  }
}
