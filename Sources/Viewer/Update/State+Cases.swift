import Imaging

extension State {
  /// Goes to another case, with window, plane, zoom and what is shown as they are.
  mutating func go(toCase id: CaseID) throws(Refusal) -> [Effect] {
    guard cases.contains(id) else { throw Refusal("there is no such case.") }
    guard id != cases.currentID else { throw Refusal("this case is on the screen.") }
    var effects: [Effect] = []
    let left = cases.currentID
    // What was made in a worklist is on disk before the reader's mind is elsewhere. A patient's
    // studies are read together, and nothing is written beside them unasked: the journal has it, and
    // the question at the end is about them all.
    if cases.kind == .worklist, hasUnsavedChanges, reading.isLoaded,
      let snapshot = reading.beginSave()
    {
      effects.append(.about(left, .save(snapshot)))
    }
    let zoom = viewport.zoom
    mode = .normal
    swapReading(with: id)
    // One that could not be read is tried again, but only when the reader asks for it.
    if case .failed = study { study = .loading(name: cases.current.name) }
    // In a review each case has its own: lesions are of all sizes.
    if !cases.isReview || !reading.isLoaded {
      viewport = Viewport(zoom: zoom, centres: viewport.centres)
    }
    mode = restingMode
    showLesionWindow()
    keepCursorVisible()
    askAboutAbandonedWork()
    return effects + openAround()
  }

  /// The next or previous case.
  mutating func moveCase(by step: Int) throws(Refusal) -> [Effect] {
    guard cases.count > 1 else { throw Refusal("this is the only case.") }
    guard let id = neighbour(of: cases.currentID, step: step) else {
      throw Refusal("this is the \(step > 0 ? "last" : "first") case of the list.")
    }
    return try go(toCase: id)
  }

  /// Opens the case on the screen, and once it is there the one that comes next; closes those that
  /// are far, to give their memory back.
  mutating func openAround() -> [Effect] {
    var effects: [Effect] = []
    func open(_ id: CaseID) {
      guard !cases[id].isOpen, !hasFailed(id) else { return }
      cases.cases[id].isOpen = true
      effects.append(.open(id))
    }
    open(cases.currentID)
    if cases.kind == .timepoints {
      cases.cases.indices.forEach(open)
      return effects
    }
    let next = neighbour(of: cases.currentID, step: 1)
    let previous = neighbour(of: cases.currentID, step: -1)
    if reading.isSettled, let next { open(next) }
    for id in cases.cases.indices where ![cases.currentID, next, previous].contains(id) {
      guard cases[id].isOpen, let parked = cases[id].parked, parked.canBeClosed else { continue }
      cases.cases[id].isOpen = false
      let name = cases[id].name
      cases.cases[id].parked?.close(name: name)
      effects.append(.close(id))
    }
    return effects
  }

  private func hasFailed(_ id: CaseID) -> Bool {
    let reading = id == cases.currentID ? reading : cases[id].parked
    if case .failed = reading?.study { return true }
    return false
  }

  /// Takes in an event about a case that is not on the screen.
  mutating func take(_ event: Event, ofParked id: CaseID) -> [Effect] {
    guard cases.contains(id) else { return [] }
    // As if the case were on the screen; then the screen is as it was.
    let shown = self
    swapReading(with: id)
    mode = .normal
    let effects = take(event)
    let asksToQuit = mode == .quitQuestion
    swapReading(with: shown.cases.currentID)
    mode = shown.mode
    modeBelow = shown.modeBelow
    window = shown.window
    lesionWindowShown = shown.lesionWindowShown
    display = shown.display
    if let error = message, error.kind == .error, error != shown.message {
      message = Message(.error, "\(cases[id].name): \(error.text)")
    } else if case .saved = event, shown.message == nil, let saved = message {
      message = Message(.info, "\(cases[id].name): \(saved.text)")
    } else {
      message = shown.message
    }
    if asksToQuit, mode != .quitQuestion { enter(.quitQuestion) }
    return effects.map { $0.isOfCase ? .about(id, $0) : $0 }
  }

  /// The readings of all cases that were opened, that on the screen among them.
  var readings: [(id: CaseID, reading: Reading)] {
    cases.cases.compactMap { one in
      (one.id == cases.currentID ? reading : one.parked).map { (one.id, $0) }
    }
  }

  private mutating func swapReading(with id: CaseID) {
    cases.cases[cases.currentID].parked = reading
    reading = cases[id].parked ?? Reading(study: .loading(name: cases[id].name))
    cases.cases[id].parked = nil
    cases.currentID = id
  }
}
