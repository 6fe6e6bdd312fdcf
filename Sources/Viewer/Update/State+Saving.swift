extension State {
  /// - Parameter folder: where to, when not beside the image or where it was saved before.
  mutating func save(to folder: String? = nil) throws(Refusal) -> [Effect] {
    _ = try requireStudy()
    guard work != UserWork() || reading.hasChanged else {
      let key = options.keymap.name(of: .confirm)
      throw Refusal("there is nothing to save yet; \(key) sets end A of a lesion.")
    }
    guard let snapshot = reading.beginSave(to: folder) else {
      throw Refusal("this is being saved already.")
    }
    return [.save(snapshot)]
  }

  mutating func finishSave(_ receipt: SaveReceipt) -> [Effect] {
    if let saved = savesInFlight[receipt.revision] { noteSaved(saved) }
    savesInFlight = savesInFlight.filter { $0.key > receipt.revision }
    savedRevision = max(savedRevision, receipt.revision)
    saveHasFailed = false
    message = Message(
      .info, "Saved \(receipt.files.joined(separator: ", ")).\(othersUnsaved)")
    if reading.frameAfterSave != nil, !quitsAfterSave { return continueToFrame() }
    guard quitsAfterSave, !readings.contains(where: \.reading.isBeingSaved) else { return [] }
    quitsAfterSave = false
    return quit()
  }

  /// Who saves one of a patient's studies may take the others for saved as well.
  private var othersUnsaved: String {
    guard cases.kind == .timepoints else { return "" }
    let others = readings.filter { $0.id != cases.currentID && $0.reading.hasUnsavedChanges }
    guard !others.isEmpty else { return "" }
    return " Not saved yet: \(others.map { cases[$0.id].name }.joined(separator: ", "))."
  }

  mutating func failSave(_ reason: String) {
    savesInFlight = [:]
    quitsAfterSave = false
    reading.frameAfterSave = nil
    saveHasFailed = true
    message = Message(.error, "Not saved: \(reason)")
  }

  /// Writes every case that has unsaved changes aside.
  var autosaves: [Effect] {
    readings.filter(\.reading.hasUnsavedChanges).map {
      .about($0.id, .autosave($0.reading.snapshot))
    }
  }

  /// The cases that have unsaved changes.
  public var unsavedCases: Set<CaseID> {
    Set(readings.filter(\.reading.hasUnsavedChanges).map(\.id))
  }

  /// Whether some case has unsaved changes.
  public var hasUnsavedCases: Bool { readings.contains(where: \.reading.hasUnsavedChanges) }

  /// Quits, or asks first when something would be lost: work, copies that wait for their study, or a
  /// prediction that runs.
  mutating func quit() -> [Effect] {
    let unsaved = readings.filter(\.reading.hasUnsavedChanges)
    let isPredicting = readings.contains { $0.reading.prediction != nil }
    guard !unsaved.isEmpty || waitingCopies != nil || isPredicting else { return [.quit] }
    if !unsaved.isEmpty, waitingCopies == nil, unsaved.allSatisfy(\.reading.isBeingSaved) {
      quitsAfterSave = true
      message = Message(.info, "Saving, then quitting.")
      return []
    }
    enter(.quitQuestion)
    return []
  }

  mutating func answerQuitQuestion(_ key: Key) -> [Effect] {
    switch key {
    case .character("s") where hasUnsavedCases || waitingCopies != nil:
      return saveAndQuit()
    case .character("d"):
      return [.quit]
    case .escape:
      leaveMode()
      return []
    default:
      // The question stays until it is answered.
      return []
    }
  }

  mutating func saveAndQuit() -> [Effect] {
    leaveMode()
    guard hasUnsavedCases || waitingCopies != nil else { return [.quit] }
    quitsAfterSave = true
    let unread = readings.first { one in
      !one.reading.isLoaded && (one.reading.hasUnsavedChanges || !one.reading.carried.isEmpty)
    }
    if let unread {
      quitsAfterSave = false
      message = Message(
        .warning, "Not saved: \(cases[unread.id].name) is still being read; try again in a moment.")
      return []
    }
    message = Message(.info, "Saving, then quitting.")
    var effects: [Effect] = []
    if hasUnsavedChanges, let snapshot = reading.beginSave() { effects.append(.save(snapshot)) }
    for id in cases.cases.indices where cases[id].parked?.hasUnsavedChanges == true {
      guard let snapshot = cases.cases[id].parked?.beginSave() else { continue }
      effects.append(.about(id, .save(snapshot)))
    }
    return effects
  }
}
