import Imaging

extension State {
  /// Carries lesions over to the patient's next study, at the same places of the patient and with
  /// the same ids: the selected one, or all.
  mutating func copyToNextStudy(all: Bool) throws(Refusal) -> [Effect] {
    let grid = try requireStudy().volume.grid
    guard cases.kind == .timepoints, cases.count > 1 else {
      throw Refusal("there is no next study; open a patient's studies together.")
    }
    let next = cases.currentID + 1
    guard cases.contains(next) else { throw Refusal("this is the patient's last study.") }
    let lesions = all ? work.lesions : selectedLesion.map { [$0] } ?? []
    guard !lesions.isEmpty else { throw Refusal(noSelectionReason) }
    let carried = lesions.compactMap { CarriedLesion($0, from: grid) }
    guard !carried.isEmpty else {
      try refuseUnfinished()
      throw Refusal("no lesion has both ends yet.")
    }
    let name = cases[next].name
    if case .failed = cases[next].parked?.study { throw Refusal("\(name) could not be read.") }

    var reading = cases[next].parked ?? Reading(study: .loading(name: name))
    let known = reading.work.lesions.map(\.id) + reading.carried.map(\.id)
    let free = carried.filter { !known.contains($0.id) }
    guard !free.isEmpty else {
      throw Refusal("\(name) has \(naming(carried.map(\.id)).lowercased()) already.")
    }
    reading.carried += free
    let outside = reading.placeCarried()
    let isWaiting = !reading.carried.isEmpty
    let placed = free.map(\.id).filter { !outside.contains($0) }
    cases.cases[next].parked = reading
    guard !placed.isEmpty else {
      throw Refusal("the same place lies outside \(name); place the lesion there by hand.")
    }
    let key = options.keymap.name(of: .nextCase)
    var text = "\(naming(placed)) copied to \(name) as unconfirmed"
    text += isWaiting ? ", once it is read" : ""
    text += "; check there (\(key)), Enter confirms."
    if !outside.isEmpty { text += " \(naming(outside)): outside of it." }
    message = Message(.info, text)
    return isWaiting ? [] : [.about(next, .autosave(reading.snapshot))]
  }

  /// What has been copied to studies that are still being read, and would be lost by leaving:
  /// "lesion 2 to week-8.nii.gz"; `nil` for nothing.
  public var waitingCopies: String? {
    let waiting = readings.filter { !$0.reading.carried.isEmpty }.map { id, reading in
      "\(naming(reading.carried.map(\.id)).lowercased()) to \(cases[id].name)"
    }
    return waiting.isEmpty ? nil : waiting.joined(separator: ", ")
  }

  /// The reader has looked: a copied lesion is his own now.
  mutating func confirmCopy(_ lesion: Lesion) -> [Effect] {
    let effects = change("confirming lesion \(lesion.id)") { work in
      work.update(lesion.id) { $0.isUnconfirmed = false }
    }
    isAccepted = true
    message = Message(
      .info, "Lesion \(lesion.id) confirmed; Enter sets end A of a new lesion at the cursor.")
    return effects
  }
}

extension Reading {
  /// Places the lesions that wait, as one step of undo, once the study is there.
  ///
  /// - Returns: the ids of those whose place lies outside it, which are dropped.
  mutating func placeCarried() -> [Int] {
    guard case .loaded(let study) = study, !carried.isEmpty else { return [] }
    let waiting = carried.filter { work.lesion($0.id) == nil }
    carried = []
    let grid = study.volume.grid
    let lesions = waiting.compactMap { $0.lesion(on: grid) }
    if !lesions.isEmpty {
      let ids = lesions.map { String($0.id) }.joined(separator: ", ")
      history.record(work, before: "copy of lesion \(ids)")
      work.lesions = (work.lesions + lesions).sorted { $0.id < $1.id }
      countChange()
      // Where the reader finds it when he comes.
      selected = lesions.first?.id
      isAccepted = false
      if let diameter = lesions.first?.diameter { cursor = diameter.middle }
    }
    return waiting.map(\.id).filter { id in !lesions.contains { $0.id == id } }
  }
}
