import Imaging

/// What the keys mean now.
public enum Mode: Equatable, Sendable {
  case normal
  /// Enter sets this end of the selected lesion at the cursor; for end A without a selected
  /// lesion it starts a new one.
  case placing(LesionEnd)
  /// Arrows change window and level; Esc brings back the setting kept here.
  case windowing(WindowSetting)
  /// The key list, scrolled down by some lines.
  case help(scroll: Int)
  /// The worklist with one case marked; the keys may go into its filter.
  case caseList(selection: CaseID, isTyping: Bool)
  /// The question before unsaved work would be lost.
  case quitQuestion
  /// The text typed after ":".
  case commandLine(String)

  /// Whether the mode lies over another one, to which leaving it returns.
  var isTransient: Bool {
    switch self {
    case .normal, .placing: false
    case .windowing, .help, .quitQuestion, .commandLine, .caseList: true
    }
  }
}
