/// The lesions of one timepoint and the sum of diameters, beside what they were.
package struct TimepointChanges: Hashable, Sendable {
  /// In the baseline's order, then those that are only here, in this timepoint's.
  package let lesions: [LesionChange]
  /// `nil` at baseline, and where one of the sums lacks a target.
  package let sumFromBaseline: Change?
  package let sumFromNadir: Change?
  /// Of the targets; `nil` where one was not measured.
  package let volumeMillilitres: Double?
  package let volumeChange: VolumeChange?

  init(of assessment: ResponseAssessment, at index: Int) {
    let timepoint = assessment.timepoints[index]
    let baseline = assessment.timepoints[0]
    let assessed = assessment.assessments[index]
    let nadir = index > 0 ? assessed.nadir.map { assessment.timepoints[$0.index] } : nil

    var ids: Set<String> = []
    var lesions: [LesionChange] = []
    for id in baseline.findings.map(\.id) + timepoint.findings.map(\.id) {
      guard ids.insert(id).inserted else { continue }
      let first = baseline.finding(of: id)
      guard let finding = timepoint.finding(of: id) ?? first.map(Self.missing) else { continue }
      lesions.append(
        LesionChange(
          finding, baseline: first, nadir: nadir?.finding(of: id), isBaseline: index == 0))
    }
    self.lesions = lesions

    let sums = (baseline: assessment.assessments[0].sum, here: assessed.sum)
    let isCompared = index > 0 && !sums.here.terms.isEmpty && sums.here.isComplete
    sumFromBaseline =
      isCompared && sums.baseline.isComplete
      ? Change(from: sums.baseline.total, to: sums.here.total) : nil
    sumFromNadir =
      isCompared ? assessed.nadir.map { Change(from: $0.sum, to: sums.here.total) } : nil

    func volume(at timepoint: Timepoint) -> Double? {
      let volumes = sums.baseline.terms.map { timepoint.finding(of: $0.id)?.evaluatedVolume }
      guard !volumes.isEmpty, volumes.allSatisfy({ $0 != nil }) else { return nil }
      return volumes.compactMap { $0 }.reduce(0, +)
    }
    volumeMillilitres = volume(at: timepoint)
    volumeChange =
      index > 0 ? VolumeChange(from: volume(at: baseline), to: volumeMillilitres) : nil
  }

  /// A lesion of the baseline that a timepoint says nothing of.
  private static func missing(_ lesion: LesionFinding) -> LesionFinding {
    LesionFinding(
      id: lesion.id, name: lesion.name, role: lesion.role, site: lesion.site, status: .notEvaluable)
  }
}

extension ResponseAssessment {
  /// The change table of one timepoint; `nil` for an index that has none.
  package func changes(at index: Int) -> TimepointChanges? {
    timepoints.indices.contains(index) ? TimepointChanges(of: self, at: index) : nil
  }
}
