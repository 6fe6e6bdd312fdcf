/// What a file that is reviewed says of the case on the screen, and how its masks agree with the
/// truth since they were changed.
struct ReviewPanel {
  let state: State
  let theme: Theme

  private var review: CaseReview? { state.cases.current.review }
  private var showsScores: Bool { state.display.comparison != .off }

  /// Lines of the side panel, with a blank one behind them.
  func lines(columns: Int) -> [StyledText] {
    guard let review else { return [] }
    var lines: [StyledText] = []
    if showsScores {
      if let scores = scores(review.dice, review.surfaceDice) {
        lines.append(row("case", scores, .bold))
      }
      if let agreement = state.agreement {
        if let now = state.agreementNow, let scores = scores(now.dice, now.surfaceDice) {
          lines.append(row("now", scores, .bold))
        }
        lines += list("missed", agreement.entries.filter { $0.lesion == nil }.map(\.truth), columns)
        lines += list("extra", agreement.entries.filter { $0.truth == nil }.map(\.lesion), columns)
      }
    }
    if let problem = review.problem {
      lines += ("! " + problem).wrapped(to: columns).map { StyledText($0, theme.warning) }
    }
    return lines.isEmpty ? [] : lines + [StyledText()]
  }

  /// Segments of the folded panel.
  func add(to line: inout SegmentLine) {
    guard let review else { return }
    let summary = state.summary(of: state.cases.currentID)
    if showsScores, let scores = scores(summary.dice, summary.surfaceDice) {
      line.add("\(state.agreementNow == nil ? "case" : "now") \(scores)", rank: 1)
      if let missed = state.agreement?.missed, missed > 0 {
        line.add("\(missed) missed", rank: 1, style: theme.warning)
      }
    }
    if let problem = review.problem { line.add("! \(problem)", rank: 4, style: theme.warning) }
  }

  private func scores(_ dice: Double?, _ surfaceDice: Double?) -> String? {
    guard let dice else { return nil }
    return "DSC \(fixed(dice, 2))" + (surfaceDice.map { " NSD \(fixed($0, 2))" } ?? "")
  }

  private func list(_ name: String, _ labels: [Int?], _ columns: Int) -> [StyledText] {
    guard !labels.isEmpty else { return [] }
    let text = labels.compactMap { $0.map(String.init) }.joined(separator: ", ")
    return text.wrapped(to: max(1, columns - 8)).enumerated().map {
      row($0.offset == 0 ? name : "", $0.element, theme.warning)
    }
  }

  private func row(_ name: String, _ value: String, _ style: TextStyle) -> StyledText {
    StyledText(name.padded(to: 8), .dim) + StyledText(value, style)
  }
}
