import Recist

/// The RECIST table: every lesion at every timepoint, the responses, and what is to be put right.
struct ResponseScreen {
  let state: State
  let selection: ResponseSelection
  let course: PatientCourse
  let columns: ResponseColumns
  let row: PatientCourse.Row?
  // Kept, since the rows are shared out by them many times a frame.
  /// What is said of the marked lesion.
  private var detail: [StyledText] = []
  private var noteCount = 0

  init(state: State, selection: ResponseSelection) {
    self.state = state
    let course = state.course
    self.course = course
    var selection = selection
    selection.timepoint = min(max(selection.timepoint, 0), course.cases.count - 1)
    self.selection = selection
    row = course.row(selection.lesion)
    columns = ResponseColumns(
      width: state.size.columns - 2, timepoints: course.cases.count, marked: selection.timepoint)
    detail = Array(detailLines.prefix(isTight ? 3 : 4))
    noteCount = notes(Theme(colors: .none)).count
  }

  func draw(on canvas: inout Canvas) {
    drawTitle(on: &canvas)
    let width = canvas.size.columns - 2
    for (offset, line) in header(canvas.theme).enumerated() {
      canvas.write(line, column: 1, row: 1 + offset, width: width)
    }
    var next = 3
    func rule() {
      guard !isTight else { return }
      let line = String(repeating: String(canvas.lines.horizontal), count: width)
      canvas.write(line, column: 1, row: next, width: width, style: .dim)
      next += 1
    }
    func write(_ lines: some Sequence<StyledText>) {
      for line in lines {
        canvas.write(line, column: 1, row: next, width: width)
        next += 1
      }
    }
    write(lesionLines(canvas.theme))
    rule()
    write(summary(canvas.theme))
    rule()
    write(detail)
    write(notes(canvas.theme).dropFirst(min(selection.scroll, lastScroll)).prefix(visibleNotes))
    drawFoot(on: &canvas)
  }

  // MARK: How the rows are shared out

  /// Whether the screen is so low that rules and single responses give way to lesions and reasons.
  var isTight: Bool { state.size.rows < 18 }

  /// Rows between the column titles and the last row, without rules, sums and details.
  private var room: Int {
    max(2, state.size.rows - (isTight ? 4 : 6) - summaryRows.count - detail.count)
  }

  /// Lesions on the screen: all of them where the notes, or three lines of them, still have room.
  var visibleLesions: Int {
    min(max(1, course.rows.count), max(1, room - min(noteCount, max(3, room / 2))))
  }

  var visibleNotes: Int { max(1, room - visibleLesions) }
  var lastScroll: Int { max(0, noteCount - visibleNotes) }
  var page: Int { max(1, visibleNotes - 1) }

  // MARK: Edges

  private func drawTitle(on canvas: inout Canvas) {
    canvas.fillRow(0, style: .reverse)
    let bold = TextStyle(style: [.reverse, .bold])
    var line = SegmentLine()
    line.add("RECIST 1.1", style: bold)
    let count = course.cases.count
    line.add(
      count > 1 ? "\(selection.timepoint + 1)/\(count)" : "baseline", rank: 1, style: .reverse)
    line.add(label(selection.timepoint, width: 30), rank: 2, style: .reverse)
    if let category = course.assessment.assessments[selection.timepoint].overall?.category,
      course.progress[0] == .read
    {
      line.add(category.rawValue, style: bold)
    }
    if let progression = course.assessment.progression, course.progress[0] == .read,
      let index = course.timepoints.firstIndex(where: { $0.label == progression.label })
    {
      line.add("progression at \(label(index, width: 24))", rank: 3, style: .reverse)
    }
    let hidden = course.rows.count - visibleLesions
    if hidden > 0 { line.add("\(course.rows.count) lesions", rank: 4, style: .reverse) }
    let width = canvas.size.columns - 2
    var text = line.fitted(to: width)
    for index in text.runs.indices { text.runs[index].style.style.insert(.reverse) }
    canvas.write(text, column: 1, row: 0, width: width)
  }

  private func drawFoot(on canvas: inout Canvas) {
    let width = canvas.size.columns - 2
    let last = canvas.size.rows - 1
    if let message = state.message {
      let style: TextStyle =
        switch message.kind {
        case .info: .plain
        case .warning: canvas.theme.warning
        case .error: canvas.theme.error
        }
      // What to do stands at a message's end: it takes the rows that it needs.
      let lines = message.text.wrapped(to: width).suffix(3)
      for (offset, line) in lines.enumerated() {
        let row = last - lines.count + 1 + offset
        canvas.write(line.padded(to: width), column: 1, row: row, width: width, style: style)
      }
      return
    }
    var line = SegmentLine()
    func hint(_ key: String, _ text: String, rank: Int) {
      line.add("\(key) \(text)", rank: rank, style: .dim)
    }
    let isMissing = row.map { $0.numbers[selection.timepoint] == nil } ?? false
    hint("Enter", isMissing ? "places it" : "goes there", rank: 1)
    if row != nil {
      hint("a", "absent", rank: 2)
      hint("s", "too small", rank: 2)
      hint("n", "not evaluable", rank: 2)
      hint("p", "present", rank: 6)
      hint("w", "worse", rank: 6)
      hint("+", "new", rank: 7)
    }
    hint("e", "export", rank: 1)
    if lastScroll > 0 { hint("PgDn", "notes", rank: 5) }
    hint("u", "undo", rank: 4)
    hint(state.options.keymap.name(of: .help), "help", rank: 1)
    hint("Esc", "back", rank: 0)
    canvas.write(line.fitted(to: width), column: 1, row: last, width: width)
  }

  /// A timepoint's name in so many columns, with what tells it apart from the others.
  func label(_ index: Int, width: Int) -> String {
    DistinctLabels(course.timepoints.map(\.label), width: width).texts[index]
  }
}
