import Imaging

/// What a held button changes as the mouse moves.
enum PointerDrag: Sendable {
  case cursor
  /// Window and level, from what they were where the button went down.
  case window(WindowSetting, column: Int, row: Int)
}

extension State {
  /// Left puts the cursor, right drags window and level, the wheel changes the slice.
  mutating func point(_ event: MouseEvent) -> [Effect] {
    guard usesMouse, !layout.isTooSmall else { return [] }
    var event = event
    event.column = min(max(event.column, -1), size.columns)
    event.row = min(max(event.row, -1), size.rows)
    switch mode {
    case .help, .caseList: return turn(event)
    case .normal, .placing, .windowing: break
    // What is typed or asked comes first.
    default: return []
    }
    do {
      try act(on: event)
    } catch {
      message = Message(.warning, "Mouse: \(error.reason)")
    }
    return []
  }

  mutating func toggleMouse() throws(Refusal) -> [Effect] {
    guard capability.hasMouse else {
      throw Refusal("this terminal's description knows of no mouse.")
    }
    usesMouse.toggle()
    pointerDrag = nil
    let key = options.keymap.name(of: .toggleMouse)
    message = Message(
      .info,
      usesMouse
        ? "Mouse: left cursor, right drag window, wheel slice, Ctrl+wheel zoom; \(key) off."
        : "Mouse off: the terminal selects text again.")
    return [.setMouse(usesMouse)]
  }

  private mutating func act(on event: MouseEvent) throws(Refusal) {
    switch event.kind {
    case .press:
      message = nil
      try begin(event)
    case .drag: drag(event)
    case .release: pointerDrag = nil
    case .wheelUp, .wheelDown:
      message = nil
      let isUp = event.kind == .wheelUp
      if event.control {
        try zoom(isUp ? .closer : .wider)
      } else {
        try moveSlice(by: isUp ? 1 : -1)
      }
    }
  }

  private mutating func begin(_ event: MouseEvent) throws(Refusal) {
    pointerDrag = nil
    guard layout.picture.contains(column: event.column, row: event.row) else { return }
    try requireGrid()
    guard let pane = pane(atColumn: event.column, row: event.row) else { return }
    // The pane that is pointed at is the one that keys act in from now on.
    if pane.plane != plane { plane = pane.plane }
    switch event.button {
    case .left:
      pointerDrag = .cursor
      drag(event)
    case .right: pointerDrag = .window(window, column: event.column, row: event.row)
    case .middle, nil: break
    }
  }

  private mutating func drag(_ event: MouseEvent) {
    switch pointerDrag {
    case .cursor:
      // Without a pan: the picture must not slip away under the pointer.
      if let voxel = voxel(atColumn: event.column, row: event.row) { cursor = voxel }
    case .window(let start, let column, let row):
      window = start.dragged(columns: event.column - column, rows: event.row - row)
    case nil: break
    }
  }

  /// The voxel in the middle of a cell of the active pane; the nearest one of the slice where the
  /// cell lies beside it. `nil` before a study's header is read.
  func voxel(atColumn column: Int, row: Int) -> Voxel? {
    guard let pane = panes.first(where: \.isActive) else { return nil }
    let (picture, geometry) = (pane.rect, pane.geometry)
    let (across, down) = pixelStyle.pixelsPerCell
    let column = min(max(column - picture.column, 0), picture.columns - 1)
    let row = min(max(row - picture.row, 0), picture.rows - 1)
    return geometry.voxel(
      at: SIMD2((Double(column) + 0.5) * Double(across), (Double(row) + 0.5) * Double(down)))
  }

  /// On a list the wheel is as three presses of an arrow.
  private mutating func turn(_ event: MouseEvent) -> [Effect] {
    let key: Key
    switch event.kind {
    case .wheelUp: key = .up
    case .wheelDown: key = .down
    default: return []
    }
    return (0..<3).flatMap { _ in press(key) }
  }
}

extension WindowSetting {
  /// To the right widens and upwards raises, in steps that follow the width; a row is twice as
  /// high as a column is wide.
  fileprivate func dragged(columns: Int, rows: Int) -> WindowSetting {
    let step = max(1, (window.width / 80).rounded())
    let width = window.width + Double(columns) * step
    let level = window.level - Double(rows) * step * 2
    return WindowSetting(
      IntensityWindow(width: min(max(width, 1), 1e6), level: min(max(level, -1e6), 1e6)),
      source: columns == 0 && rows == 0 ? source : .free)
  }
}
