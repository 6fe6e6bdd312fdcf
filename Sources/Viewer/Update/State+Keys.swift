import Imaging

/// Why a key cannot act now; shown after the key's name.
struct Refusal: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}

extension State {
  /// Gives a key to whatever listens: a question, the help, the command line, or the keymap.
  mutating func press(_ key: Key) -> [Effect] {
    message = nil
    endBursts(before: key)
    if let command = command(for: key), let effects = performAlways(command) { return effects }
    switch mode {
    case .help(let page):
      return press(key, in: page)
    case .quitQuestion:
      return answerQuitQuestion(key)
    case .recoveryQuestion:
      return answerRecoveryQuestion(key)
    case .caseList(let selection, let isTyping):
      return press(key, inCaseListAt: selection, isTyping: isTyping)
    case .response(let selection):
      return press(key, inResponse: selection)
    case .commandLine(let line):
      return edit(line, with: key)
    case .shortAxis(let edit):
      return press(key, inShortAxis: edit)
    case .brush(let brush):
      return press(key, withBrush: brush)
    case .normal, .placing, .windowing:
      return dispatch(key)
    }
  }

  /// The command of a key; `nil` while its character is text.
  public func command(for key: Key) -> Command? {
    if case .character = key, mode.takesText { return nil }
    return options.keymap.command(for: key)
  }

  mutating func dispatch(_ key: Key) -> [Effect] {
    guard let command = options.keymap.command(for: key) else {
      let help = options.keymap.name(of: .help)
      message = Message(.warning, "\(key.name): this key does nothing; \(help) lists the keys.")
      return []
    }
    if command.endsFollowing { opening?.isFollowing = false }
    do {
      return try perform(command)
    } catch {
      message = Message(.warning, "\(key.name): \(error.reason)")
      return []
    }
  }

  /// Commands that no mode may keep from the reader.
  func performAlways(_ command: Command) -> [Effect]? {
    switch command {
    case .redraw: [.redraw]
    case .suspend: [.suspend]
    case .interrupt: autosaves + [.quit]
    default: nil
    }
  }

  mutating func perform(_ command: Command) throws(Refusal) -> [Effect] {
    switch command {
    case .move(let columns, let rows): try move(columns: columns, rows: rows)
    case .slice(let count): try moveSlice(by: count)
    case .firstSlice: try go(toSlice: 0)
    case .lastSlice: try go(toSlice: Int.max)

    case .windowPreset(let preset): try setWindow(WindowSetting(preset))
    case .autoWindow: try setAutomaticWindow()
    case .adjustWindow: try toggleWindowing()

    case .zoomIn: try zoom(.closer)
    case .zoomOut: try zoom(.wider)
    case .fit: try fit()
    case .centre: try centreOnCursor()
    case .resetView: try resetView()
    case .nextPlane: try showNextPlane()
    case .toggleThreeViews: try toggleThreeViews()
    case .toggleInterpolation: try toggleInterpolation()
    case .toggleScaleBar: display.showsScaleBar.toggle()
    case .cycleSlab: try cycleSlab()
    case .thinnerSlab: try changeSlab(by: -1)
    case .thickerSlab: try changeSlab(by: 1)
    case .toggleRegion: try toggleRegion()
    case .cycleRegionSize: try cycleRegionSize()
    case .lessOpacity: try changeOpacity(by: -1)
    case .moreOpacity: try changeOpacity(by: 1)
    case .nextFrame: return try goToNextFrame()

    case .confirm: return try confirm()
    case .newLesion: try beginNewLesion()
    case .pickEnd(let end): try pick(end)
    case .pickOtherEnd: try pickOtherEnd()
    case .nextLesion: try selectLesion(step: 1)
    case .previousLesion: try selectLesion(step: -1)
    case .deleteLesion: return try deleteSelectedLesion()
    case .snapDiameter: return try snapDiameter()
    case .swapEnds: return try swapEnds()
    case .shortAxis: return try deriveOrEditShortAxis()
    case .cycleRole: return try cycleRole()
    case .toggleNode: return try toggleNode()
    case .copyToNext: return try copyToNextStudy(all: false)
    case .cancel: return try cancel()

    case .nextCase: return try moveCase(by: 1)
    case .previousCase: return try moveCase(by: -1)
    case .caseList: try openCaseList(isTyping: false)
    case .filterCases: try openCaseList(isTyping: true)
    case .toggleDone: return try toggleDone()
    case .cycleComparison: try cycleComparison()
    case .response: try openResponse()
    case .toggleOtherTimepoint: try toggleOtherTimepoint()

    case .predictSelected: return try predictSelected()
    case .predictAll: return try predictAll()
    case .lowerThreshold: return try changeThreshold(by: -Self.thresholdStep)
    case .raiseThreshold: return try changeThreshold(by: Self.thresholdStep)
    case .brush: try takeBrush()
    case .keepComponent: return try keepComponent()
    case .fillHoles: return try fillHoles(allSlices: false)
    case .toggleMask: try toggleMask()
    case .toggleFill: try toggleFill()
    case .toggleCrosshair: display.showsCrosshair.toggle()
    case .toggleAnnotations: display.showsAnnotations.toggle()
    case .toggleImage: display.showsImage.toggle()
    case .togglePanel: try togglePanel()
    case .cycleRenderer: try cycleRenderer()
    case .toggleMouse: return try toggleMouse()

    case .undo: return try undo()
    case .redo: return try redo()
    case .save: return try save()
    case .commandLine: enter(.commandLine(TypedLine()))
    case .help: openHelp(.keys)
    case .quit: return quit()
    // Answered before modes are asked.
    case .redraw, .suspend, .interrupt: break
    }
    return []
  }

  /// The study, or a refusal while not all of it is read.
  func requireStudy() throws(Refusal) -> LoadedStudy {
    switch study {
    case .loaded(let study): return study
    case .partial, .loading: throw Refusal("the study is still being read.")
    case .failed: throw Refusal("no study could be read; \(options.keymap.name(of: .quit)) quits.")
    }
  }

  /// The study's grid, which is enough to move and to look; a refusal while there is none.
  @discardableResult
  func requireGrid() throws(Refusal) -> VoxelGrid {
    if let grid { return grid }
    return try requireStudy().volume.grid
  }

  /// Refuses to measure what nobody can have seen.
  func requireVoxelAtCursor() throws(Refusal) {
    guard let volume = shown?.volume, !volume.box.contains(cursor) else { return }
    throw Refusal("this place is not read yet.")
  }
}
