extension State {
  // MARK: The journal

  /// Notes that the work of a revision survives the viewer.
  mutating func noteKept(_ revision: Int) {
    reading.keptRevision = revision
    guard reading.keepProblem != nil else { return }
    reading.keepProblem = nil
    message = Message(.info, "Unsaved work is kept again.")
  }

  mutating func failKeeping(_ reason: String) {
    reading.keepProblem = reason
    message = Message(.error, reason)
  }

  // MARK: Abandoned work

  /// Asks about the newest work that was left behind, if there is any on the present case.
  mutating func askAboutAbandonedWork() {
    guard !reading.abandoned.isEmpty else { return }
    enter(.recoveryQuestion)
  }

  /// Leaves work that was left behind where it is, and says so: it is asked about when the study is
  /// opened again.
  mutating func postponeAbandonedWork() {
    guard let newest = reading.abandoned.first else { return }
    reading.abandoned = []
    let earlier = message.map { $0.text + "; " } ?? ""
    message = Message(
      .warning,
      earlier + "unsaved work of \(newest.summary) is kept until the study is opened again")
  }

  mutating func answerRecoveryQuestion(_ key: Key) -> [Effect] {
    guard let newest = reading.abandoned.first, let grid = volume?.grid else {
      leaveMode()
      return []
    }
    switch key {
    case .character("r"):
      reading.abandoned = []
      leaveMode()
      let lesions = UserWork.fitting(newest.lesions, on: grid)
      let effects = change("recovering unsaved work") {
        $0.lesions = lesions
        $0.isDone = newest.isDone
      }
      select(work.lesions.first?.id)
      goToSelectedLesion()
      let keymap = options.keymap
      message = Message(
        .info,
        "Unsaved work of \(newest.time) was recovered; \(keymap.name(of: .save)) saves it, "
          + "\(keymap.name(of: .undo)) goes back.")
      return effects + [.settle(newest.id, .recovered)]
    case .character("d"):
      reading.abandoned.removeFirst()
      if reading.abandoned.isEmpty { leaveRecoveryQuestion() }
      return [.settle(newest.id, .deleted)]
    case .character("l"), .escape:
      reading.abandoned = []
      leaveRecoveryQuestion()
    default:
      // The question stays until it is answered.
      break
    }
    return []
  }

  /// Shows what the question hid.
  private mutating func leaveRecoveryQuestion() {
    leaveMode()
    message = openingMessage
  }

  /// What a reader has to know of the study that was opened.
  var openingMessage: Message? {
    if let problem = reading.keepProblem { return Message(.error, problem) }
    let warning = loaded?.warnings.first ?? options.notice
    let replaced =
      reading.isReplaced
      ? "The file was changed while the case was closed: its lesions lie on another grid and are "
        + "not shown." : nil
    let sentences =
      reading.others.prefix(1).map(\.arrival) + [replaced, warning].compactMap { $0 }
    return sentences.isEmpty ? nil : Message(.warning, sentences.joined(separator: " "))
  }

  /// The question, as long as nobody has answered it.
  var recoveryQuestion: String {
    guard let newest = reading.abandoned.first else { return "" }
    let more = reading.abandoned.count - 1
    return "Unsaved work of \(newest.summary) was left by a viewer that ended"
      + (more > 0 ? ", and older work by \(more) more" : "") + ": r recover, l later, d delete"
  }

  // MARK: Other viewers

  mutating func note(_ others: [OtherViewer]) {
    let known = reading.others
    reading.others = others
    let came = others.filter { other in !known.contains { $0.id == other.id } }
    let gone = known.filter { other in !others.contains { $0.id == other.id } }
    if let viewer = came.first {
      let earlier = message.map { $0.kind == .info ? "" : " \($0.text)" } ?? ""
      message = Message(message?.kind == .error ? .error : .warning, viewer.arrival + earlier)
    } else if let viewer = gone.first {
      let name = viewer.name.prefix(1).uppercased() + viewer.name.dropFirst()
      message = Message(.info, "\(name) has closed this study.")
    }
  }

  // MARK: Replay

  /// Ends what nobody will answer, and takes nothing for saved: what was on the disk when the
  /// journal was written need not be there now.
  mutating func endReplay(on capability: DisplayCapability, _ text: String) -> [Effect] {
    self.capability = capability
    quitsAfterSave = false
    if mode == .recoveryQuestion || mode == .quitQuestion { leaveMode() }
    reading.endReplay()
    for id in cases.cases.indices { cases.cases[id].parked?.endReplay() }
    message = Message(.info, text)
    return autosaves
  }
}
