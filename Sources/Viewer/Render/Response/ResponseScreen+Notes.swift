import Recist

extension ResponseScreen {
  /// Two lines about what is marked.
  var detail: [StyledText] {
    let index = selection.timepoint
    guard let row else { return sumDetail(at: index) }
    let label = course.label(index)
    guard row.numbers[index] != nil, let change = course.change(of: row, at: index) else {
      let text =
        row.isOfBaseline
        ? "Missing: Enter places it, a, s, n mark it absent, too small, not evaluable."
        : "Not recorded here; it was first seen at \(course.label(row.first))."
      return [StyledText("Lesion \(row.id) at \(label)", .bold), StyledText(text)]
    }
    let finding = change.finding
    var title = StyledText("Lesion \(row.id) at \(label)  ", .bold)
    var axes = finding.status == .present ? "" : "\(finding.status.rawValue), "
    axes += "long \(finding.longAxisMillimetres.map { fixed($0, 1) } ?? "-") mm"
    if let short = finding.shortAxisMillimetres {
      axes += ", short \(fixed(short, 1)) mm" + (row.takesShortAxisOfMask[index] ? " (mask)" : "")
    }
    title.append(axes)
    return [
      title,
      StyledText(
        comparison(
          change.fromBaseline, change.fromNadir, change.volumeMillilitres, change.volumeChange)),
    ]
  }

  private func sumDetail(at index: Int) -> [StyledText] {
    let changes = course.changes[index]
    let sum = course.assessment.assessments[index].sum
    var title = StyledText("Sum at \(course.label(index))  ", .bold)
    title.append(
      sum.terms.isEmpty
        ? "no targets"
        : "\(sum.total) mm of \(sum.terms.count) target"
          + (sum.terms.count == 1 ? "" : "s") + (sum.isComplete ? "" : ", not all measured"))
    return [
      title,
      StyledText(
        comparison(
          changes.sumFromBaseline, changes.sumFromNadir, changes.volumeMillilitres,
          changes.volumeChange)),
    ]
  }

  private func comparison(
    _ baseline: Change?, _ nadir: Change?, _ volume: Double?, _ volumeChange: VolumeChange?
  ) -> String {
    var parts: [String] = []
    func add(_ change: Change?, _ name: String) {
      guard let change else { return }
      let share = percent(change)
      parts.append(
        "\(change.signedMillimetres) mm" + (share.isEmpty ? "" : " (\(share) %)") + " \(name)")
    }
    add(baseline, "from baseline")
    add(nadir, "from nadir")
    if let volume {
      let share = percent(volumeChange)
      parts.append("\(fixed(volume, 2)) mL" + (share.isEmpty ? "" : " (\(share) %)"))
    }
    return parts.joined(separator: ", ")
  }

  /// The response with its reason, what is to be put right, and what the marks mean.
  func notes(_ theme: Theme) -> [StyledText] {
    let width = state.size.columns - 2
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
