import Imaging

extension State {
  /// Goes to another case, with window, plane, zoom and what is shown as they are.
  mutating func go(toCase id: CaseID) throws(Refusal) -> [Effect] {
    guard cases.contains(id) else { throw Refusal("there is no such case.") }
    guard id != cases.currentID else { throw Refusal("this case is on the screen.") }
    var effects: [Effect] = []
    let left = cases.currentID
    // What was made here is on disk before the reader's mind is elsewhere.
    if hasUnsavedChanges, let snapshot = reading.beginSave() {
      effects.append(.about(left, .save(snapshot)))
    }
    let zoom = viewport.zoom
    mode = .normal
    swapReading(with: id)
    viewport = Viewport(zoom: zoom, centre: viewport.centre)
    mode = restingMode
    keepCursorVisible()
    if !cases[id].isOpen {
      cases.cases[id].isOpen = true
      effects.append(.open(id))
    }
    return effects
  }

  /// The next or previous case.
  mutating func moveCase(by step: Int) throws(Refusal) -> [Effect] {
    guard cases.count > 1 else { throw Refusal("this is the only case.") }
    let id = cases.currentID + step
    guard cases.contains(id) else {
      throw Refusal("this is the \(step > 0 ? "last" : "first") case.")
    }
    return try go(toCase: id)
  }

  /// What happened to a case that may not be on the screen.
  mutating func update(case id: CaseID, _ event: Event) -> [Effect] {
    guard cases.contains(id), id != cases.currentID else {
      return cases.contains(id) ? Viewer.update(&self, event) : []
    }
    // Taken in as if the case were on the screen; then the screen is as it was.
    let shown = self
    let back = cases.currentID
    swapReading(with: id)
    mode = .normal
    let effects = Viewer.update(&self, event)
    swapReading(with: back)
    mode = shown.mode
    modeBelow = shown.modeBelow
    window = shown.window
    display = shown.display
    if message?.kind != .error { message = shown.message }
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
