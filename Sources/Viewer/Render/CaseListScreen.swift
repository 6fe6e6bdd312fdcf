/// The worklist: every case with its status and, where there is a truth, its scores.
struct CaseListScreen {
  let state: State
  let selection: CaseID
  let isTyping: Bool

  /// Cases that a screen shows at once.
  static func visibleRows(_ size: ScreenSize) -> Int { max(1, size.rows - 4) }

  func draw(on canvas: inout Canvas) {
    let width = canvas.size.columns - 2
    let visible = state.visibleCases
    drawTitle(visible.count, on: &canvas)
    canvas.write(header(width), column: 1, row: 1, width: width, style: .dim)
    let rows = Self.visibleRows(state.size)
    let index = visible.firstIndex(of: selection) ?? 0
    // The marked case stays in the middle, so that its neighbours are seen.
    let start = max(0, min(index - rows / 2, visible.count - rows))
    for (offset, id) in visible.dropFirst(start).prefix(rows).enumerated() {
      canvas.write(line(id, width), column: 1, row: 2 + offset, width: width)
    }
    if visible.isEmpty {
      canvas.write("No case matches.", column: 1, row: 2, width: width, style: canvas.theme.warning)
    }
    drawFoot(on: &canvas, row: canvas.size.rows - 1)
    drawProblem(on: &canvas, row: canvas.size.rows - 2)
  }

  /// What is wrong with the marked case, for which its row has no room.
  private func drawProblem(on canvas: inout Canvas, row: Int) {
    let summary = state.summary(of: selection)
    guard !isTyping, let problem = summary.problem ?? summary.review?.problem else { return }
    canvas.write(
      problem, column: 1, row: row, width: canvas.size.columns - 2, style: canvas.theme.warning)
  }

  private func drawTitle(_ count: Int, on canvas: inout Canvas) {
    canvas.fillRow(0, style: .reverse)
    var line = SegmentLine()
    let all = state.cases.count
    line.add(
      count == all ? "\(all) cases" : "\(count) of \(all) cases",
      style: TextStyle(style: [.reverse, .bold]))
    let done = state.cases.cases.count { state.summary(of: $0.id).isDone }
    line.add("\(done) done", rank: 2, style: .reverse)
    line.add("sorted: \(state.cases.order.rawValue)", rank: 3, style: .reverse)
    if !state.cases.filter.text.isEmpty, !isTyping {
      line.add("filter: \(state.cases.filter.text)", rank: 1, style: .reverse)
    }
    let width = canvas.size.columns - 2
    var text = line.fitted(to: width)
    for index in text.runs.indices { text.runs[index].style.style.insert(.reverse) }
    canvas.write(text, column: 1, row: 0, width: width)
  }

  private func drawFoot(on canvas: inout Canvas, row: Int) {
    let width = canvas.size.columns - 2
    if isTyping {
      let text = state.cases.filter.text
      let end = canvas.write(
        "/" + text.suffix(max(1, width - 1)), column: 0, row: row, width: width)
      canvas.setCursor(column: end, row: row)
      canvas.write(
        "words of a name or a status, dsc<0.8, nsd<0.9, lesions>2; Enter keeps, Esc clears",
        column: 1, row: row - 1, width: width, style: .dim)
      return
    }
    if let message = state.message {
      canvas.write(
        message.text, column: 1, row: row, width: width, style: canvas.theme.warning)
      return
    }
    var hints = SegmentLine()
    hints.add("Enter opens", style: .dim)
    hints.add("/ filter", rank: 1, style: .dim)
    hints.add("s sort", rank: 2, style: .dim)
    hints.add("\(state.options.keymap.name(of: .help)) help", style: .dim)
    hints.add("Esc back", style: .dim)
    canvas.write(hints.fitted(to: width), column: 1, row: row, width: width)
  }

  // MARK: Columns

  private var hasScores: Bool {
    state.cases.cases.contains { state.summary(of: $0.id).dice != nil }
  }

  private func nameWidth(_ width: Int) -> Int {
    max(8, width - 8 - 8 - 9 - (hasScores ? 11 : 0))
  }

  private func header(_ width: Int) -> String {
    "     #  " + "case".padded(to: nameWidth(width)) + "status  lesions  "
      + (hasScores ? "  DSC   NSD" : "")
  }

  private func line(_ id: CaseID, _ width: Int) -> StyledText {
    let one = state.cases[id]
    let summary = state.summary(of: id)
    var style: CellStyle = id == selection ? .reverse : []
    if id == state.cases.currentID { style.insert(.bold) }
    let marker = id == state.cases.currentID ? ">" : " "
    let name = nameWidth(width)
    // The end of a long name tells cases apart better than its middle.
    let shown = one.name.count < name ? one.name : ".." + one.name.suffix(name - 3)
    var text = "\(marker)\(String(id + 1).leftPadded(to: 5))  " + shown.padded(to: name)
    text += summary.status.rawValue.padded(to: 8)
    let lesions =
      summary.lesions == 0
      ? "-" : "\(summary.lesions)" + (summary.predicted > 0 ? " (\(summary.predicted))" : "")
    text += lesions.padded(to: 9)
    if hasScores {
      text += score(summary.dice) + " " + score(summary.surfaceDice)
    }
    return StyledText(text, TextStyle(style: style))
  }

  private func score(_ value: Double?) -> String {
    (value.map { fixed($0, 2) } ?? "-").leftPadded(to: 5)
  }
}

extension String {
  /// With blanks at its end up to a number of columns.
  func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - ScreenText(self, unicode: true).columns))
  }

  /// With blanks before it up to a number of columns.
  func leftPadded(to columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - count)) + self
  }
}
