import Recist

extension ResponseScreen {
  // MARK: Titles

  /// The timepoints, and below them what their columns hold.
  func header(_ theme: Theme) -> [StyledText] {
    var names = StyledText()
    var titles = StyledText(leftCell(number: "#", lesion: "lesion", role: "role"), .dim)
    for index in columns.timepoints {
      // The first name has the lesions' column beside it, which holds nothing in this row.
      let width =
        columns.width(at: index) + (index == columns.timepoints.first ? columns.leftWidth : 0)
      let name = label(index, width: max(6, width - 1))
      names.append(
        name.leftPadded(to: width),
        index == selection.timepoint ? TextStyle(style: [.bold, .underline]) : .bold)
      titles.append(
        columns.fields(at: index).map { $0.title.leftPadded(to: $0.width) }.joined(), .dim)
    }
    return [names, titles]
  }

  private func leftCell(number: String, lesion: String, role: String) -> String {
    let width = columns.leftWidth - 1 - 4 - 11
    let text =
      ScreenText(lesion, unicode: true).columns <= width
      ? lesion : String(lesion.prefix(max(0, width - 1))) + "~"
    return " " + number.leftPadded(to: 3) + " " + text.padded(to: width) + " "
      + role.padded(to: 10)
  }

  // MARK: Lesions

  func lesionLines(_ theme: Theme) -> [StyledText] {
    guard !course.rows.isEmpty else {
      return [StyledText("No lesion is recorded yet.", .dim)]
    }
    let count = visibleLesions
    // The marked one stays in the middle, so that its neighbours are seen.
    let index = course.rows.firstIndex { $0.id == selection.lesion } ?? course.rows.count - 1
    let start = max(0, min(index - count / 2, course.rows.count - count))
    return course.rows.dropFirst(start).prefix(count).map { line($0, theme) }
  }

  private func line(_ row: PatientCourse.Row, _ theme: Theme) -> StyledText {
    let known = course.change(of: row, at: row.first)
    let site = known?.finding.site ?? Site("")
    let names = [known?.finding.name ?? "", site.organ].filter { !$0.isEmpty }
    // "node" where the words do not say so.
    let isUnsaid = site.isNode && !Site(names.joined(separator: " ")).isNode
    let lesion = (names + (isUnsaid ? ["node"] : [])).joined(separator: ", ")
    let isMarked = row.id == selection.lesion
    var left = leftCell(number: row.id, lesion: lesion, role: known?.role.rawValue ?? "")
    if isMarked { left = ">" + left.dropFirst() }
    var line = StyledText(
      left,
      TextStyle(
        foreground: theme.lesion(Int(row.id) ?? 1, isSelected: isMarked),
        style: isMarked ? .bold : []))
    for index in columns.timepoints {
      let isCell = isMarked && index == selection.timepoint
      for (offset, field) in columns.fields(at: index).enumerated() {
        let cell = text(of: field, row, at: index)
        var style = cell.isWarning ? theme.warning : TextStyle.plain
        let padded = cell.text.leftPadded(to: field.width)
        guard isCell, offset == 0 else {
          line.append(padded, style)
          continue
        }
        // The first number alone is reversed: enough to see, and the rest stays readable.
        style.style.insert(.reverse)
        let blank = padded.prefix { $0 == " " }.count
        line.append(String(padded.prefix(blank > 0 ? blank - 1 : 0)))
        line.append(String(padded.dropFirst(blank > 0 ? blank - 1 : 0)), style)
      }
    }
    return line
  }

  private func text(
    of field: ResponseColumns.Field, _ row: PatientCourse.Row, at index: Int
  ) -> (text: String, isWarning: Bool) {
    guard course.progress[index] == .read else { return ("", false) }
    if field == .millimetres { return length(of: row, at: index) }
    guard row.numbers[index] != nil, let change = course.change(of: row, at: index) else {
      return ("", false)
    }
    return (number(field, change), false)
  }

  private func number(_ field: ResponseColumns.Field, _ change: LesionChange) -> String {
    switch field {
    case .millimetres: change.diameter?.description ?? ""
    case .fromBaseline: percent(change.fromBaseline)
    case .fromNadir: percent(change.fromNadir)
    case .volume: change.volumeMillilitres.map { fixed($0, 2) } ?? ""
    case .volumeChange: percent(change.volumeChange)
    }
  }

  /// The diameter that counts, or why there is none; "m" behind a short axis of the mask.
  private func length(
    of row: PatientCourse.Row, at index: Int
  ) -> (text: String, isWarning: Bool) {
    guard row.numbers[index] != nil, let change = course.change(of: row, at: index) else {
      if row.isOfBaseline { return ("missing", true) }
      return (index > row.first ? "-" : "", false)
    }
    if row.isUnconfirmed[index] { return ("copied", true) }
    let length = change.diameter?.description
    switch change.finding.status {
    case .absent, .tooSmallToMeasure, .notEvaluable:
      return (change.finding.status.word, change.finding.status == .notEvaluable)
    case .unequivocalProgression: return (length.map { "\($0)!" } ?? "worse", true)
    case .present:
      let ofMask = change.axis == .short && row.takesShortAxisOfMask[index]
      if let length { return (length + (ofMask ? "m" : ""), false) }
      return change.role == .target ? ("?", true) : ("present", false)
    }
  }

  // MARK: Sums and responses

  enum SummaryRow { case sum, target, nonTarget, new, overall }

  var summaryRows: [SummaryRow] {
    guard course.cases.count > 1 else { return [.sum] }
    guard !isTight else { return [.sum, .overall] }
    let hasNonTargets = course.assessment.assessments.contains { $0.nonTarget != nil }
    return [.sum, .target] + (hasNonTargets ? [.nonTarget] : []) + [.new, .overall]
  }

  func summary(_ theme: Theme) -> [StyledText] {
    summaryRows.map { row in
      let isMarked = row == .sum && self.row == nil
      let name =
        switch row {
        case .sum: "sum of diameters"
        case .target: "target response"
        case .nonTarget: "non-target response"
        case .new: "new lesions"
        case .overall: "overall response"
        }
      var line = StyledText(
        ((isMarked ? ">" : " ") + "    " + name).padded(to: columns.leftWidth),
        isMarked || row == .overall ? .bold : .plain)
      for index in columns.timepoints {
        let isKnown = course.progress[0] == .read && course.progress[index] == .read
        guard isKnown else {
          line.append(String(repeating: " ", count: columns.width(at: index)))
          continue
        }
        if row == .sum {
          line.append(sums(at: index), .bold)
        } else {
          let cell = category(row, at: index)
          let isAlarm = cell == "PD" || cell == "NE"
          line.append(
            cell.leftPadded(to: columns.width(at: index)),
            isAlarm ? theme.warning : row == .overall ? .bold : .plain)
        }
      }
      return line
    }
  }

  private func sums(at index: Int) -> String {
    let sum = course.assessment.assessments[index].sum
    let changes = course.changes[index]
    return columns.fields(at: index).map { field in
      let text =
        switch field {
        case .millimetres:
          sum.terms.isEmpty ? "-" : sum.total.description + (sum.isComplete ? "" : "*")
        case .fromBaseline: percent(changes.sumFromBaseline)
        case .fromNadir: percent(changes.sumFromNadir)
        case .volume: changes.volumeMillilitres.map { fixed($0, 2) } ?? ""
        case .volumeChange: percent(changes.volumeChange)
        }
      return text.leftPadded(to: field.width)
    }.joined()
  }

  private func category(_ row: SummaryRow, at index: Int) -> String {
    guard index > 0 else { return "" }
    let assessment = course.assessment.assessments[index]
    switch row {
    case .sum: return ""
    case .target: return assessment.target?.category.rawValue ?? "-"
    case .nonTarget: return assessment.nonTarget?.category.rawValue ?? "-"
    case .overall: return assessment.overall?.category.rawValue ?? "-"
    case .new:
      let (certain, doubtful) = (assessment.newLesions.certain, assessment.newLesions.equivocal)
      return "\(certain.count)" + (doubtful.isEmpty ? "" : " (\(doubtful.count)?)")
    }
  }

  // MARK: Numbers

  func percent(_ change: Change?) -> String {
    guard let change, let percent = change.signedPercent else { return "" }
    return percent.count <= 7 ? percent : "> 9999"
  }

  func percent(_ change: VolumeChange?) -> String {
    guard let percent = change?.percent else { return "" }
    let text = fixed(percent, 1)
    let signed = percent > 0 && text != "0.0" ? "+" + text : text
    return signed.count <= 7 ? signed : "> 9999"
  }
}
