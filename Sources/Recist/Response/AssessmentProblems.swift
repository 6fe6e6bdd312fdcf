/// What in a patient's timepoints does not go with RECIST 1.1 or with itself.
struct AssessmentProblems {
  let timepoints: [Timepoint]

  init(of timepoints: [Timepoint]) { self.timepoints = timepoints }

  /// Each names the timepoint and the lesions, and says what to do.
  var sentences: [String] {
    guard let baseline = timepoints.first else {
      return ["there is no timepoint; begin with the baseline"]
    }
    var sentences = baselineSentences(baseline)
    for (earlier, later) in zip(timepoints, timepoints.dropFirst()) {
      if let before = earlier.date, let after = later.date, after < before {
        sentences.append(
          "\(later.label) (\(after)) comes after \(earlier.label) (\(before)); give the timepoints "
            + "in order of time")
      }
    }
    for timepoint in timepoints {
      sentences += timepointSentences(timepoint)
    }
    for timepoint in timepoints.dropFirst() {
      sentences += followUpSentences(timepoint, baseline: baseline)
    }
    return sentences
  }

  private func baselineSentences(_ baseline: Timepoint) -> [String] {
    var sentences = TargetLimits.violations(in: baseline.findings)
    for finding in baseline.findings {
      switch finding.role {
      case .target:
        if let why = finding.whyNotTarget { sentences.append(why) }
      case .nonTarget:
        if case .normalNode = Measurability(finding), let why = finding.whyNotTarget {
          sentences.append(why)
        }
      case .new:
        sentences.append(
          "\(finding.quoted) is new at the baseline, where no lesion is; make it a target or "
            + "non-target")
      }
    }
    return sentences.map { "baseline: \($0)" }
  }

  /// What is wrong at any timepoint.
  private func timepointSentences(_ timepoint: Timepoint) -> [String] {
    var sentences: [String] = []
    var ids: Set<String> = []
    for finding in timepoint.findings {
      if !ids.insert(finding.id).inserted {
        sentences.append(
          "there are two findings with the id \"\(finding.id)\", and the first one counts; remove "
            + "\(finding.quoted) or give it an id of its own")
      }
      if let long = finding.longAxisMillimetres, let short = finding.shortAxisMillimetres,
        short > long
      {
        sentences.append(
          "\(finding.quoted) has a short axis that is longer than its long axis; exchange them")
      }
    }
    return sentences.map { "\(timepoint.label): \($0)" }
  }

  private func followUpSentences(_ timepoint: Timepoint, baseline: Timepoint) -> [String] {
    timepoint.findings.compactMap { finding in
      guard let first = baseline.finding(of: finding.id) else {
        return finding.role == .new
          ? nil
          : "\(finding.quoted) is \(finding.role.rawValue) but is not in the baseline, so it is not "
            + "counted; pair it with a lesion there, or make it new"
      }
      if first.site.key != finding.site.key {
        return "\(finding.quoted) lies in \"\(finding.site.organ)\", but at baseline "
          + "\(first.quoted) lay in \"\(first.site.organ)\"; pair it with another lesion or correct "
          + "the organ"
      }
      if first.role != finding.role {
        return "\(finding.quoted) is \(finding.role.rawValue), but at baseline it was "
          + "\(first.role.rawValue), which counts"
      }
      guard first.role == .target else { return nil }
      if finding.status == .unequivocalProgression {
        return "\(finding.quoted) is a target, whose progression is its measurement's to show; "
          + "record it as present"
      }
      if finding.status == .present, finding.diameter(along: first.site.axis) == nil {
        return
          "\(finding.quoted) is present without a \(first.site.axis.rawValue) axis; measure it, "
          + "or record it as absent, too small to measure or not evaluable"
      }
      return nil
    }
    .map { "\(timepoint.label): \($0)" }
  }
}
