extension State {
  /// - Parameter folder: where to, when not beside the image or where it was saved before.
  mutating func save(to folder: String? = nil) throws(Refusal) -> [Effect] {
    _ = try requireStudy()
    guard work != UserWork() || revision > 0 else {
      let key = options.keymap.name(of: .confirm)
      throw Refusal("there is nothing to save yet; \(key) sets end A of a lesion.")
    }
    guard savesInFlight[revision] == nil else { throw Refusal("this is being saved already.") }
    savesInFlight[revision] = work
    var snapshot = snapshot
    snapshot.folder = folder
    return [.save(snapshot)]
  }

  mutating func finishSave(_ receipt: SaveReceipt) -> [Effect] {
    if let saved = savesInFlight[receipt.revision] { noteSaved(saved) }
    savesInFlight = savesInFlight.filter { $0.key > receipt.revision }
    savedRevision = max(savedRevision, receipt.revision)
    saveHasFailed = false
    message = Message(.info, "Saved \(receipt.files.joined(separator: ", ")).")
    guard quitsAfterSave, savesInFlight.isEmpty else { return [] }
    quitsAfterSave = false
    return quit()
  }

  mutating func failSave(_ reason: String) {
    savesInFlight = [:]
    quitsAfterSave = false
    saveHasFailed = true
    message = Message(.error, "Not saved: \(reason)")
  }

  /// Quits, or asks first when something would be lost: work, or a prediction that runs.
  mutating func quit() -> [Effect] {
    guard hasUnsavedChanges || prediction != nil else { return [.quit] }
    if savesInFlight[revision] != nil {
      quitsAfterSave = true
      message = Message(.info, "Saving, then quitting.")
      return []
    }
    enter(.quitQuestion)
    return []
  }

  mutating func answerQuitQuestion(_ key: Key) -> [Effect] {
    switch key {
    case .character("s") where hasUnsavedChanges:
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
    guard hasUnsavedChanges else { return [.quit] }
    quitsAfterSave = true
    do {
      return try save()
    } catch {
      // A save of this very revision is under way and will end the program.
      message = Message(.info, "Saving, then quitting.")
      return []
    }
  }
}
