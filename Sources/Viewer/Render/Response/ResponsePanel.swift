import Recist

/// What the panel says of RECIST: the lesion's partner, the sum of diameters, and the response.
struct ResponsePanel {
  let state: State
  let theme: Theme

  /// Lines of the side panel, with a blank one behind them.
  func lines(columns: Int) -> [StyledText] {
    guard !state.work.lesions.isEmpty || state.cases.kind == .timepoints else { return [] }
    let course = state.course
    guard let index = course.index(of: state.cases.currentID), course.progress[index] == .read
    else { return [] }
    var lines = partner(course, at: index)
    let sum = course.assessment.assessments[index].sum
    if !sum.terms.isEmpty {
      let lacking = sum.terms.count { $0.length == nil }
      lines.append(
        row(
          "sum of \(sum.terms.count)",
          "\(sum.total) mm" + (lacking > 0 ? ", lacks \(lacking)" : ""), .bold))
    }
    if index > 0, course.progress[0] == .read {
      let changes = course.changes[index]
      if let change = changes.sumFromBaseline {
        lines.append(row("vs base", phrase(change)))
      }
      if let change = changes.sumFromNadir, change != changes.sumFromBaseline {
        lines.append(row("vs nadir", phrase(change)))
      }
      if let overall = course.assessment.assessments[index].overall {
        let isAlarm = [.progressive, .notEvaluable].contains(overall.category)
        lines.append(row("overall", overall.category.rawValue, isAlarm ? theme.warning : .bold))
      }
      let missing = course.missing(at: index)
      if !missing.isEmpty {
        let key = state.options.keymap.name(of: .response)
        let text =
          "missing \(missing.map(\.id).joined(separator: ", ")): \(key), then Enter places it"
        lines += text.wrapped(to: columns).map { StyledText($0, theme.warning) }
      }
    }
    return lines.isEmpty ? [] : lines + [StyledText()]
  }

  /// The selected lesion's size where it was seen first, and how it has changed.
  private func partner(_ course: PatientCourse, at index: Int) -> [StyledText] {
    guard let found = comparison(course, at: index) else { return [] }
    guard let before = found.before else { return [row("before", "not there", .plain)] }
    var lines = [row(found.first == 0 ? "baseline" : "before", before + " mm", .plain)]
    if let now = found.now {
      lines.append(row("now", now + (found.change.map { ", \($0) %" } ?? ""), .bold))
    }
    return lines
  }

  /// A segment of the folded panel.
  func add(to line: inout SegmentLine) {
    guard state.isFollowUp else { return }
    let course = state.course
    guard let index = course.index(of: state.cases.currentID),
      let found = comparison(course, at: index)
    else { return }
    guard let before = found.before else {
      line.add("not there before", rank: 2)
      return
    }
    let name = found.first == 0 ? "baseline" : "before"
    line.add("(\(name) \(before) mm\(found.change.map { ", \($0) %" } ?? ""))", rank: 1)
  }

  /// The selected lesion at its first timepoint and at a later one; `nil` for a lesion of the
  /// baseline there.
  private func comparison(
    _ course: PatientCourse, at index: Int
  ) -> (first: Int, before: String?, now: String?, change: String?)? {
    guard index > 0, let row = course.row(of: state.selected, at: index) else { return nil }
    guard row.first < index, let before = course.change(of: row, at: row.first) else {
      return (row.first, nil, nil, nil)
    }
    let now = course.change(of: row, at: index)
    let change = before.diameter.flatMap { earlier in
      now?.diameter.flatMap { Change(from: earlier, to: $0).signedPercent }
    }
    return (
      row.first, before.diameter?.description ?? "-", now?.diameter.map { "\($0) mm" }, change
    )
  }

  private func phrase(_ change: Change) -> String {
    "\(change.signedMillimetres) mm" + (change.signedPercent.map { ", \($0) %" } ?? "")
  }

  private func row(_ name: String, _ value: String, _ style: TextStyle = .plain) -> StyledText {
    StyledText(name.padded(to: 9), .dim) + StyledText(value, style)
  }
}
