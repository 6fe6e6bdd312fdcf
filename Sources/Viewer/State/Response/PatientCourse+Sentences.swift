import Recist

extension PatientCourse {
  /// The overall response of a timepoint with its reason; of the baseline what it gives.
  package func verdict(at index: Int) -> String? {
    guard progress[0] == .read else { return nil }
    if let overall = assessment.assessments[index].overall { return overall.reason }
    let sum = assessment.assessments[index].sum
    guard !sum.terms.isEmpty else { return nil }
    let targets = "\(sum.terms.count) target\(sum.terms.count == 1 ? "" : "s")"
    return "\(label(index)): sum \(sum.total) mm of \(targets)"
      + (sum.isComplete ? "" : ", one of which is not measured")
  }

  /// What is to be put right, a sentence each: first what concerns a timepoint, then all else.
  package func problems(at index: Int) -> [String] {
    var sentences: [String] = []
    for (progress, timepoint) in zip(progress, timepoints) {
      switch progress {
      case .read: break
      case .reading: sentences.append("\(timepoint.label): nothing is known of it yet")
      case .failed(let reason): sentences.append("\(timepoint.label): \(reason)")
      }
    }
    // Without its baseline a course cannot be judged, and what the rules said would mislead.
    guard progress[0] == .read else { return sentences }
    let missing = missing(at: index).map { "lesion \($0.id)" }
    if !missing.isEmpty {
      sentences.append(
        "\(label(index)): missing \(missing.joined(separator: ", ")); Enter places one, a, s, n mark "
          + "it absent, too small, not evaluable")
    }
    for proposal in proposals(at: index) {
      sentences.append(
        "\(label(index)): lesion \(proposal.later.id) may be lesion \(proposal.earlier.id), "
          + "\(proposal.reason); y pairs them")
    }
    return sentences + assessment.problems
  }

  package func label(_ index: Int) -> String { timepoints[index].label }
}
