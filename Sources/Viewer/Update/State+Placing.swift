import Imaging

extension State {
  /// Enter: sets the end that is due, or accepts what is complete.
  mutating func confirm() throws(Refusal) -> [Effect] {
    try requireGrid()
    switch mode {
    case .windowing:
      leaveMode()
      return []
    case .placing(let end):
      return try selected == nil ? placeNewLesion() : place(end)
    default:
      guard let lesion = selectedLesion, !isAccepted else { return try placeNewLesion() }
      guard lesion.diameter != nil else { return try place(lesion.a == nil ? .a : .b) }
      if lesion.isUnconfirmed { return confirmCopy(lesion) }
      // One Enter too many must not start a lesion on top of the last one.
      isAccepted = true
      message = Message(
        .info, "Lesion \(lesion.id) accepted; Enter sets end A of a new lesion at the cursor.")
      return []
    }
  }

  /// Zooms in and waits for Enter to set end A of a new lesion.
  mutating func beginNewLesion() throws(Refusal) {
    try requireGrid()
    try refuseUnfinished()
    _ = try nextLesionID()
    select(nil)
    show(.axial)
    mode = .placing(.a)
    zoomToVoxels()
  }

  /// A diameter lies in an axial slice: its ends are set where that is seen.
  private func requireAxialView() throws(Refusal) {
    guard plane != .axial else { return }
    let key = options.keymap.name(of: .nextPlane)
    throw Refusal("a diameter lies in an axial slice; go to the axial view first (\(key)).")
  }

  private mutating func placeNewLesion() throws(Refusal) -> [Effect] {
    try requireVoxelAtCursor()
    try requireAxialView()
    let lesion = try nextLesion()
    let id = lesion.id
    let effects = change("end A of lesion \(id)") { work in
      let index = work.lesions.firstIndex { $0.id > id } ?? work.lesions.endIndex
      work.lesions.insert(lesion, at: index)
    }
    select(id)
    display.showsAnnotations = true
    let before = geometry?.pixelsPerVoxel ?? 1
    if zoomToVoxels() {
      let key = options.keymap.name(of: .pickEnd(.a))
      message = Message(
        .warning,
        "End A was set where a voxel had \(fixed(before, 2)) pixels: check it; \(key) moves it.")
    }
    return effects
  }

  /// Sets an end of the selected lesion at the cursor.
  private mutating func place(_ end: LesionEnd) throws(Refusal) -> [Effect] {
    guard let lesion = selectedLesion, let grid else {
      throw Refusal(noSelectionReason)
    }
    try requireVoxelAtCursor()
    try requireAxialView()
    let id = lesion.id
    if let other = lesion[end.other] {
      try check(end, against: other, grid: grid)
    }
    guard lesion[end] != cursor else {
      mode = restingMode
      message = Message(.info, "End \(end.letter) stays where it was.")
      return []
    }
    let place = cursor
    let hadShortAxis = lesion.shortAxis != nil
    let effects = change("end \(end.letter) of lesion \(id)") { work in
      work.update(id) {
        $0.set(end, at: place)
        // It is perpendicular to a line that is no more.
        $0.shortAxis = nil
        $0.isUnconfirmed = false
      }
    }
    select(id)
    if let lesion = selectedLesion, let diameter = lesion.diameter {
      let length = fixed(diameter.millimetres(in: grid), 1)
      let key = options.keymap.name(of: .predictSelected)
      let next =
        lesion.isStale
        ? "its prediction is stale; \(key) predicts anew" : "\(key) predicts its volume"
      let dropped = hadShortAxis ? " its short axis was dropped;" : ""
      message = Message(.info, "Lesion \(id): \(length) mm;\(dropped) \(next).")
    }
    return effects
  }

  /// RECIST measures within one axial slice.
  private func check(
    _ end: LesionEnd, against other: Voxel, grid: VoxelGrid
  ) throws(Refusal) {
    let slice = axialSlice(of: other, grid: grid)
    let here = axialSlice(of: cursor, grid: grid)
    guard slice == here else {
      throw Refusal(
        "end \(end.letter) must be on the slice of end \(end.other.letter), AX \(slice); "
          + "this is AX \(here).")
    }
    guard cursor != other else {
      throw Refusal("both ends would be the same voxel; move the cursor first.")
    }
  }

  /// The number of an axial slice as the title shows it, whatever the plane on the screen.
  func axialSlice(of voxel: Voxel, grid: VoxelGrid) -> Int {
    DisplayPlane(.axial, of: grid).position(of: voxel).slice + 1
  }

  /// Goes to an end and takes it up; an end not yet placed is due at the cursor.
  mutating func pick(_ end: LesionEnd) throws(Refusal) {
    try requireGrid()
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    if let place = lesion[end] { go(to: place) }
    plane = .axial
    isAccepted = false
    mode = .placing(end)
    display.showsAnnotations = true
    zoomToVoxels()
    keepCursorVisible()
  }

  mutating func pickOtherEnd() throws(Refusal) {
    guard let lesion = selectedLesion, let grid else {
      try requireGrid()
      throw Refusal(noSelectionReason)
    }
    func distance(_ end: LesionEnd) -> Double {
      lesion[end].map { grid.affine.distance($0, cursor) } ?? .infinity
    }
    try pick(distance(.a) > distance(.b) ? .a : .b)
  }

  /// Esc: leaves the mode, gives up an unfinished lesion, or stops a prediction.
  mutating func cancel() throws(Refusal) -> [Effect] {
    switch mode {
    case .windowing(let before):
      window = before
      leaveMode()
      return []
    case .placing(let end):
      guard let lesion = selectedLesion else {
        select(nil)
        return []
      }
      if lesion.isUnfinished, lesion[end] == nil { return giveUp(lesion) }
      mode = restingMode
      message = Message(.info, "End \(end.letter) stays where it was.")
      return []
    default:
      return try cancelPrediction()
    }
  }

  private mutating func giveUp(_ lesion: Lesion) -> [Effect] {
    let effects = remove(lesion, title: "giving up lesion \(lesion.id)")
    let undo = options.keymap.name(of: .undo)
    message = Message(.info, "Lesion \(lesion.id) was given up; \(undo) brings it back.")
    return effects
  }
}
