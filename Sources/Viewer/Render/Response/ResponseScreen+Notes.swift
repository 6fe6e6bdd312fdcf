import Recist

extension ResponseScreen {
  /// A line about what is marked, and below it as many as its changes need.
  var detailLines: [StyledText] {
    let index = selection.timepoint
    guard let row else { return sumDetail(at: index) }
    guard row.numbers[index] != nil, let change = course.change(of: row, at: index) else {
      let text =
        row.isOfBaseline
        ? "Missing: Enter places it, a, s, n mark it absent, too small, not evaluable."
        : "Not recorded here; it was first seen at \(course.label(row.first))."
      return [title("Lesion \(row.id)", "")] + text.wrapped(to: width).map { StyledText($0) }
    }
    let finding = change.finding
    var axes = finding.status == .present ? "" : "\(finding.status.rawValue), "
    axes += "long \(finding.longAxisMillimetres.map { fixed($0, 1) } ?? "-") mm"
    if let short = finding.shortAxisMillimetres {
      axes += ", short \(fixed(short, 1)) mm" + (row.takesShortAxisOfMask[index] ? " (mask)" : "")
    }
    return [title("Lesion \(row.id)", axes)]
      + comparison(
        change.fromBaseline, change.fromNadir, change.volumeMillilitres, change.volumeChange)
  }

  private var width: Int { state.size.columns - 2 }

  /// "Lesion 3 at week-8  long 30.0 mm"; on a narrow screen without the timepoint, which the table
  /// marks.
  private func title(_ name: String, _ text: String) -> StyledText {
    let full = "\(name) at \(course.label(selection.timepoint))"
    func fits(_ name: String) -> Bool { name.count + 2 + text.count <= width }
    let shown = fits(full) || text.isEmpty ? full : name
    // Where a short axis is from is told below, too.
    let short = fits(shown) ? text : text.replacing(" (mask)", with: "")
    return StyledText(shown + "  ", .bold) + StyledText(short)
  }

  private func sumDetail(at index: Int) -> [StyledText] {
    let changes = course.changes[index]
    let sum = course.assessment.assessments[index].sum
    return [
      title(
        "Sum",
        sum.terms.isEmpty
          ? "no targets"
          : "\(sum.total) mm of \(sum.terms.count) target"
            + (sum.terms.count == 1 ? "" : "s") + (sum.isComplete ? "" : ", not all measured"))
    ]
      + comparison(
        changes.sumFromBaseline, changes.sumFromNadir, changes.volumeMillilitres,
        changes.volumeChange)
  }

  /// What has changed; a number is never cut off, what does not fit stands in the next line.
  private func comparison(
    _ baseline: Change?, _ nadir: Change?, _ volume: Double?, _ volumeChange: VolumeChange?
  ) -> [StyledText] {
    var parts: [String] = []
    func phrase(_ change: Change, _ name: String) -> String {
      let share = percent(change)
      return "\(change.signedMillimetres) mm" + (share.isEmpty ? "" : " (\(share) %)") + " \(name)"
    }
    if let baseline, baseline == nadir {
      let both = phrase(baseline, "from baseline and nadir")
      parts.append(both.count <= width ? both : phrase(baseline, "from baseline"))
    } else {
      if let baseline { parts.append(phrase(baseline, "from baseline")) }
      if let nadir { parts.append(phrase(nadir, "from nadir")) }
    }
    if let volume {
      let share = percent(volumeChange)
      parts.append("\(fixed(volume, 2)) mL" + (share.isEmpty ? "" : " (\(share) %)"))
    }
    var lines: [String] = []
    for part in parts {
      if let last = lines.last, last.count + 2 + part.count <= width {
        lines[lines.count - 1] = "\(last), \(part)"
      } else {
        lines.append(part)
      }
    }
    return (lines.isEmpty ? [""] : lines).map { StyledText($0) }
  }

  /// The response with its reason, what is to be put right, and what the marks mean.
  func notes(_ theme: Theme) -> [StyledText] {
    let index = selection.timepoint
    var lines: [StyledText] = []
    func add(_ text: String, _ style: TextStyle) {
      // Further lines of a sentence stand in by two.
      for (offset, line) in text.wrapped(to: width - 2).enumerated() {
        lines.append(StyledText((offset == 0 ? "" : "  ") + line, style))
      }
    }
    if let verdict = course.verdict(at: index) { add(verdict, .bold) }
    for problem in course.problems(at: index) { add("! \(problem).", theme.warning) }
    if course.rows.contains(where: { $0.takesShortAxisOfMask.contains(true) && isNode($0) }) {
      add("m: the mask's short axis; none was placed.", .dim)
    }
    if course.rows.contains(where: { $0.isUnconfirmed.contains(true) }) {
      add("copied: from another study and not confirmed; it is not evaluated.", .dim)
    }
    if course.assessment.assessments.contains(where: { !$0.sum.isComplete }) {
      add("*: without the targets that were not evaluated.", .dim)
    }
    return lines
  }

  private func isNode(_ row: PatientCourse.Row) -> Bool {
    course.change(of: row, at: row.first)?.axis == .short
  }
}
