import Imaging

extension State {
  /// Shows what has come of a study that is being read; the first part opens it.
  mutating func load(part study: LoadedStudy, fraction: Double) {
    // The next frame comes as a whole: where the reader is in it would be missing longest.
    guard !reading.isNextFrame else { return }
    if case .partial(let before, _) = self.study, before.isSame(as: study) {
      self.study = .partial(study, fraction: fraction)
    } else if comesBack(as: study) {
      self.study = .partial(study, fraction: fraction)
    } else {
      begin(.partial(study, fraction: fraction))
      cursor = study.volume.grid.middle
      cursor.z = 0
      opening = Opening(cursor: cursor, window: window)
    }
    follow(study.volume)
  }

  /// Goes along with the slices that come, unless the reader has gone somewhere himself.
  private mutating func follow(_ volume: Volume) {
    guard var opening, !volume.box.isEmpty else { return }
    let hasAdvanced = opening.advance(to: volume.box, of: volume.grid)
    opening.isFollowing = opening.isFollowing && opening.cursor == cursor
    if opening.isFollowing {
      opening.follow()
      cursor = opening.cursor
    }
    if hasAdvanced, window == opening.window {
      chooseWindow(for: volume)
      opening.window = window
    }
    self.opening = opening
  }

  /// Opens a study at its middle slice, or at the first lesion of earlier work. Where the reader
  /// has been at work on what was there of it, only what was missing is added.
  mutating func load(_ study: LoadedStudy) -> [Effect] {
    defer {
      cases.hasOpened = true
      reading.hasBeenWhole = true
    }
    if case .partial(let part, _) = self.study, part.isSame(as: study), let opening {
      return complete(study, opening)
    }
    if comesBack(as: study) {
      // What the reader made is newer than what is on the disk, but for what others did there.
      self.study = .loaded(study)
      if let warning = study.warnings.first(where: { $0.hasPrefix(LoadedStudy.changedSession) }) {
        message = Message(.warning, warning)
      }
      return takeInCarried()
    }
    let before = reading
    begin(.loaded(study))
    bodies = Self.bodies(in: study.volume)
    reading.abandoned = study.abandoned
    if before.isNextFrame {
      goOn(with: study, after: before)
      return []
    }
    cursor = study.volume.grid.middle
    chooseWindow(for: study.volume)
    if !cases.hasOpened { viewport.zoom = bodyZoom }
    keepCursorVisible()
    if let restored = study.restored { restore(restored, on: study.volume.grid) }
    message = openingMessage
    takeUpReview(goingThere: true)
    let effects = takeInCarried()
    askAboutAbandonedWork()
    return effects
  }

  /// Places what was copied here before the study was read.
  private mutating func takeInCarried() -> [Effect] {
    guard !reading.carried.isEmpty else { return [] }
    let outside = reading.placeCarried()
    mode = restingMode
    keepCursorVisible()
    if !outside.isEmpty {
      message = Message(
        .warning, "\(naming(outside)): the same place lies outside this study; place it by hand.")
    }
    return [.autosave(snapshot)]
  }

  /// Shows another frame where the reader is.
  private mutating func goOn(with study: LoadedStudy, after before: Reading) {
    if let restored = study.restored { restore(restored, on: study.volume.grid) }
    viewport = before.viewport
    cursor = study.volume.grid.clamped(before.cursor)
    message = Message(.info, "Frame \(study.frame) of 0 to \(study.frames - 1).")
    if let warning = study.warnings.first { message = Message(.warning, warning) }
    keepCursorVisible()
    askAboutAbandonedWork()
  }

  /// Where the body lies in the middle slice of each plane.
  private static func bodies(in volume: Volume) -> [Plane: SliceRegion] {
    var bodies: [Plane: SliceRegion] = [:]
    for plane in Plane.allCases {
      let display = DisplayPlane(plane, of: volume.grid)
      bodies[plane] = volume.bodyRegion(plane: display, slice: display.slices / 2)
    }
    return bodies
  }

  /// Whether the reader was at work on this case before its study was given back.
  private var wasClosed: Bool {
    opening == nil && !reading.isNextFrame && (reading.hasChanged || work != UserWork())
  }

  /// Whether the study is the one that the reader was at work on: in the place of the file there may
  /// be another one by now, where his voxels lie elsewhere in the patient.
  private func comesBack(as study: LoadedStudy) -> Bool {
    wasClosed && reading.closedGrid?.matches(study.volume.grid) ?? true
  }

  /// From the second case on the zoom stays.
  private mutating func begin(_ study: Study) {
    let zoom = viewport.zoom
    var opened = reading.successor(reading: study)
    opened.isReplaced = wasClosed
    reading = opened
    if cases.hasOpened { viewport.zoom = zoom }
    endPlacing()
    message = nil
  }

  /// What is being typed or looked through goes on, over the new picture.
  private mutating func endPlacing() {
    let kept: Mode? =
      switch mode {
      case .commandLine, .help, .caseList: mode
      default: nil
      }
    mode = .normal
    if let kept { enter(kept) }
  }

  /// From the second case on the reader has chosen how to see them, as far as both are CT.
  private mutating func chooseWindow(for volume: Volume) {
    let opening = openingWindow(for: volume)
    if !cases.hasOpened || opening.source == .automatic || window.source == .automatic {
      window = opening
      lesionWindowShown = nil
    }
  }

  private mutating func complete(_ study: LoadedStudy, _ opening: Opening) -> [Effect] {
    let grid = study.volume.grid
    self.study = .loaded(study)
    self.opening = nil
    reading.abandoned = study.abandoned
    bodies = Self.bodies(in: study.volume)
    if !cases.hasOpened, viewport == Viewport() { viewport.zoom = bodyZoom }
    if window == opening.window { chooseWindow(for: study.volume) }
    let (hasWorked, cursorBefore) = (reading.hasChanged, cursor)
    message = openingMessage
    if opening.isFollowing, opening.cursor == cursor, !hasWorked {
      cursor = grid.middle
      if let restored = study.restored { restore(restored, on: grid) }
    } else if let restored = study.restored, let note = join(restored, on: grid) {
      let earlier = message.map { $0.text + "; " } ?? ""
      message = Message(.warning, earlier + note)
    }
    keepCursorVisible()
    takeUpReview(goingThere: opening.isFollowing && opening.cursor == cursorBefore && !hasWorked)
    let effects = takeInCarried()
    // Keys that were meant for the picture must not answer the question.
    if hasWorked || mode.isTransient { postponeAbandonedWork() } else { askAboutAbandonedWork() }
    return hasWorked && effects.isEmpty ? [.autosave(snapshot)] : effects
  }

  /// The file turned out not to be one that can be trusted: nothing of it stays.
  mutating func failLoading(_ reason: String) {
    // What was saved is on the disk still.
    let lost = hasUnsavedChanges ? work.lesions.count : 0
    let copies = reading.carried.map(\.id)
    reading.carried = []
    reading = reading.successor(reading: study)
    // It can be tried again.
    cases.cases[cases.currentID].isOpen = false
    endPlacing()
    study = .failed(
      message: lost == 0
        ? reason
        : "\(reason) What was placed on it meanwhile (\(lost) lesion\(lost == 1 ? "" : "s")) "
          + "is dropped.")
    guard !copies.isEmpty else { return }
    message = Message(.error, "\(naming(copies)) could not be copied: \(reason)")
  }

  /// Soft tissue for CT; other images, which have no air below -150, from their percentiles. Of a
  /// volume that is still being read the slice that is nearest to the middle tells.
  func openingWindow(for volume: Volume) -> WindowSetting {
    let plane = DisplayPlane(plane, of: volume.grid)
    guard let there = plane.range(of: volume.box) else { return WindowSetting(.soft) }
    let slice = min(max(plane.slices / 2, there.slices.lowerBound), there.slices.upperBound - 1)
    let middle = volume.sample(plane: plane, slice: slice)
    if let lowest = middle.first, lowest < -150 { return WindowSetting(.soft) }
    guard let first = middle.first, let last = middle.last, first < last else {
      return WindowSetting(.soft)
    }
    let end = Double(middle.count - 1)
    return WindowSetting(
      IntensityWindow(
        lower: Double(middle[Int(0.01 * end)]), upper: Double(middle[Int(0.99 * end)])),
      source: .automatic)
  }
}

extension LoadedStudy {
  /// Whether another event tells of the same study.
  fileprivate func isSame(as other: LoadedStudy) -> Bool {
    name == other.name && volume.grid == other.volume.grid
  }
}

extension VoxelGrid {
  /// The voxel in the middle.
  fileprivate var middle: Voxel { Voxel(shape.x / 2, shape.y / 2, shape.z / 2) }
}
