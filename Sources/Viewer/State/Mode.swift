import Imaging

/// What the keys mean now.
public enum Mode: Equatable, Sendable {
  case normal
  /// Enter sets this end of the selected lesion at the cursor; for end A without a selected
  /// lesion it starts a new one.
  case placing(LesionEnd)
  /// The arrows move an end of the selected lesion's short axis.
  case shortAxis(ShortAxisEdit)
  /// The arrows move a brush that changes the selected lesion's mask.
  case brush(Brush)
  /// Arrows change window and level; Esc brings back the setting kept here.
  case windowing(WindowSetting)
  /// The key list.
  case help(HelpPage)
  /// The worklist with one case marked; the keys may go into its filter.
  case caseList(selection: CaseID, isTyping: Bool)
  /// The question what becomes of work that a viewer left behind.
  case recoveryQuestion
  /// The RECIST table, with a lesion and a timepoint marked.
  case response(ResponseSelection)
  /// The question before unsaved work would be lost.
  case quitQuestion
  /// What is typed after ":".
  case commandLine(TypedLine)

  /// Whether the mode lies over another one, to which leaving it returns.
  var isTransient: Bool {
    switch self {
    case .normal, .placing, .shortAxis, .brush: false
    case .windowing, .help, .quitQuestion, .recoveryQuestion, .commandLine, .caseList, .response:
      true
    }
  }

  /// Whether characters are text.
  var takesText: Bool {
    switch self {
    case .commandLine: true
    case .help(let page): page.search != nil
    case .caseList(_, let isTyping): isTyping
    case .normal, .placing, .shortAxis, .brush, .windowing, .quitQuestion, .recoveryQuestion,
      .response:
      false
    }
  }
}
