import Imaging

extension State {
  /// Why a key that needs a lesion cannot act.
  var noSelectionReason: String {
    let keymap = options.keymap
    return work.lesions.isEmpty
      ? "there is no lesion yet; \(keymap.name(of: .confirm)) sets end A at the cursor."
      : "no lesion is selected; \(keymap.name(of: .nextLesion)) goes to the next one."
  }

  /// Refuses while the selected lesion lacks an end.
  func refuseUnfinished() throws(Refusal) {
    guard let lesion = selectedLesion, lesion.isUnfinished else { return }
    let keymap = options.keymap
    throw Refusal(
      "lesion \(lesion.id) lacks an end; \(keymap.name(of: .confirm)) sets it, "
        + "\(keymap.name(of: .cancel)) gives it up.")
  }

  /// Selects the lesion after or before the selected one, round about, and goes to its slice.
  mutating func selectLesion(step: Int) throws(Refusal) {
    try requireGrid()
    let lesions = work.lesions
    guard !lesions.isEmpty else { throw Refusal(noSelectionReason) }
    let index: Int
    if let current = lesions.firstIndex(where: { $0.id == selected }) {
      index = (current + step + lesions.count) % lesions.count
    } else {
      index = step > 0 ? 0 : lesions.count - 1
    }
    select(lesions[index].id)
    goToSelectedLesion()
  }

  /// Puts the cursor in the middle of the selected lesion's diameter; beside another timepoint the
  /// lesion comes into the middle of both pictures, which are narrow.
  mutating func goToSelectedLesion() {
    guard let lesion = selectedLesion, lesion.a != nil || lesion.b != nil,
      let place = reading.place(of: lesion.id)
    else { return }
    go(to: place)
    if layout.otherPicture != nil { try? centreOnCursor() }
  }

  mutating func deleteSelectedLesion() throws(Refusal) -> [Effect] {
    try requireGrid()
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    let effects = remove(lesion, title: "deleting lesion \(lesion.id)")
    let undo = options.keymap.name(of: .undo)
    message = Message(.info, "Lesion \(lesion.id) was deleted; \(undo) brings it back.")
    return effects
  }

  /// Takes a lesion out with its label, and out of the prediction that runs.
  mutating func remove(_ lesion: Lesion, title: String) -> [Effect] {
    var effects = change(title) { work in work.lesions.removeAll { $0.id == lesion.id } }
    select(nil)
    prediction?.queue.removeAll { $0 == lesion.id }
    if prediction?.requested == [lesion.id], let cancelling = try? cancelPrediction() {
      effects += cancelling
    }
    return effects
  }
}
