import Imaging

extension State {
  /// Changes what the reader made: one step of undo, one revision, one autosave.
  ///
  /// - Parameter title: names the change in the words of "undid …".
  mutating func change(_ title: String, _ body: (inout UserWork) -> Void) -> [Effect] {
    reading.change(title, body)
    return reading.keeping
  }

  /// Goes on with the last change: no step of undo of its own.
  mutating func amend(_ body: (inout UserWork) -> Void) -> [Effect] {
    body(&reading.work)
    countChange()
    return reading.keeping
  }

  /// Asks how the masks agree with the truth, where both are there.
  var comparing: [Effect] { reading.comparing }

  mutating func undo() throws(Refusal) -> [Effect] {
    let before = work
    guard let title = reading.undo() else { throw Refusal("there is nothing to undo.") }
    return resume(after: before, message: "Undid: \(title).")
  }

  mutating func redo() throws(Refusal) -> [Effect] {
    let before = work
    guard let title = reading.redo() else { throw Refusal("there is nothing to redo.") }
    return resume(after: before, message: "Redid: \(title).")
  }

  /// Puts selection and mode where the reader can go on from work that came back.
  private mutating func resume(after before: UserWork, message text: String) -> [Effect] {
    countChange()
    // What was asked for before is not wanted any more.
    reading.thresholdRequest?.isAnswered = true
    let changed = work.lesions.first { $0 != before.lesion($0.id) }
    select(changed?.id ?? selected.flatMap { work.lesion($0)?.id })
    message = Message(.info, text)
    return reading.keeping
  }

  /// Selects a lesion, and goes on placing it when an end is missing.
  mutating func select(_ id: Int?) {
    selected = id
    isAccepted = false
    reading.template = nil
    mode = restingMode
  }

  /// Lays a transient mode over the present one.
  mutating func enter(_ transient: Mode) {
    if !mode.isTransient { modeBelow = mode }
    mode = transient
  }

  /// Leaves a transient mode for the one below.
  mutating func leaveMode() {
    if mode.isTransient { mode = modeBelow }
  }

  /// The mode to fall back to: placing while the selected lesion lacks an end.
  var restingMode: Mode {
    if reading.template != nil { return .placing(.a) }
    guard let lesion = selectedLesion, lesion.isUnfinished else { return .normal }
    return .placing(lesion.a == nil ? .a : .b)
  }
}

extension Reading {
  /// What follows a change: the work is kept, and compared.
  var keeping: [Effect] { [.autosave(snapshot)] + comparing }

  fileprivate var comparing: [Effect] {
    guard case .loaded(let study) = study, study.truth != nil, work.hasMask else { return [] }
    return [.compare(snapshot)]
  }
}
