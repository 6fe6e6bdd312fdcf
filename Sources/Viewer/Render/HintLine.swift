import Imaging

/// The last row: a question, the command line, a message, a warning, or what is possible now.
struct HintLine {
  let state: State

  func draw(on canvas: inout Canvas, row: Int) {
    let width = canvas.size.columns - 2
    switch state.mode {
    case .commandLine(let line):
      TypedLineView(line: line).draw(on: &canvas, row: row)
      return
    case .quitQuestion:
      let unsaved = state.unsavedCases.count
      let text =
        unsaved > 0
        ? "Unsaved changes\(unsaved > 1 ? " in \(unsaved) studies" : ""): s save and quit, "
          + "d discard, Esc stay"
        : state.waitingCopies != nil
          ? "A study is still being read: Esc stay, d leave without its copies"
          : "A prediction runs: d stop it and quit, Esc stay"
      draw(text, canvas.theme.warning, on: &canvas, row: row, width: width)
      return
    case .recoveryQuestion:
      let text = state.recoveryQuestion
      draw(text, canvas.theme.warning, on: &canvas, row: row, width: width)
      return
    default: break
    }
    if let message = state.message {
      let style: TextStyle =
        switch message.kind {
        case .info: .plain
        case .warning: canvas.theme.warning
        case .error: canvas.theme.error
        }
      draw(message.text, style, on: &canvas, row: row, width: width)
      return
    }
    var column = 1
    if let warning = placingWarning {
      column = canvas.write(
        warning + "  ", column: column, row: row, width: width, style: canvas.theme.warning)
    }
    let left = width + 1 - column
    canvas.write(hints(columns: left), column: column, row: row, width: left)
  }

  /// A message, which takes the row above too when it is too long for one: what to do stands at
  /// its end.
  private func draw(
    _ text: String, _ style: TextStyle, on canvas: inout Canvas, row: Int, width: Int
  ) {
    guard text.count > width, let space = text.prefix(width + 1).lastIndex(of: " ") else {
      canvas.write(text, column: 1, row: row, width: width, style: style)
      return
    }
    let blank = String(repeating: " ", count: width)
    canvas.write(blank, column: 1, row: row - 1, width: width, style: .plain)
    canvas.write(String(text[..<space]), column: 1, row: row - 1, width: width, style: style)
    let rest = String(text[text.index(after: space)...])
    canvas.write(rest, column: 1, row: row, width: width, style: style)
  }

  /// What makes the end that is being placed wrong or inexact.
  private var placingWarning: String? {
    guard case .placing(let end) = state.mode, let grid = state.grid else { return nil }
    if let other = state.selectedLesion?[end.other] {
      let slice = state.axialSlice(of: other, grid: grid)
      if slice != state.axialSlice(of: state.cursor, grid: grid) {
        return "\(end.letter) must be on AX \(slice), as \(end.other.letter) is"
      }
    }
    guard let geometry = state.geometry, !geometry.isVoxelExact else { return nil }
    let key = state.options.keymap.name(of: .zoomIn)
    return "\(fixed(geometry.pixelsPerVoxel, 2)) pixels a voxel: \(key) zooms in"
  }

  // MARK: Hints

  private struct Hint {
    let commands: [Command]
    /// A key that stands in no keymap.
    let key: String?
    let text: String
    init(_ commands: [Command], _ text: String) {
      self.commands = commands
      key = nil
      self.text = text
    }
    init(key: String, _ text: String) {
      commands = []
      self.key = key
      self.text = text
    }
  }

  private func hints(columns: Int) -> StyledText {
    let keymap = state.options.keymap
    var line = StyledText()
    var used = 0
    for hint in possible {
      let key = hint.key ?? label(hint.commands.compactMap { keymap.key(of: $0) })
      guard !key.isEmpty else { continue }
      let length = key.count + 1 + hint.text.count + (used > 0 ? 2 : 0)
      guard used + length <= columns else { continue }
      if used > 0 { line.append("  ") }
      line.append(key, .bold)
      line.append(" " + hint.text)
      used += length
    }
    return line
  }

  /// "1-6" for keys in a row, else all of them, or the first of many.
  private func label(_ keys: [Key]) -> String {
    guard keys.count > 3 else { return keys.map(\.name).joined(separator: "/") }
    let values = keys.map { key -> UInt32? in
      guard case .character(let character) = key else { return nil }
      return character.unicodeScalars.first?.value
    }
    let isRow = zip(values, values.dropFirst()).allSatisfy { first, next in
      first.map { $0 + 1 } == next && next != nil
    }
    let first = keys[0].name
    return isRow ? "\(first)-\(keys[keys.count - 1].name)" : first + ".."
  }

  /// In the order of use to the reader; what does not fit is left out from the end.
  private var possible: [Hint] {
    guard state.shown != nil else { return [Hint([.quit], "quit")] }
    let help = Hint([.help], "help")
    let slices = Hint([.slice(1), .slice(-1)], "slice")
    let quit = Hint([.quit], "quit")
    switch state.mode {
    case .windowing:
      return [
        Hint([.move(columns: -1, rows: 0), .move(columns: 1, rows: 0)], "width"),
        Hint([.move(columns: 0, rows: 1), .move(columns: 0, rows: -1)], "level"),
        Hint([.confirm], "keep"), Hint([.cancel], "back to before"),
      ]
    case .shortAxis:
      return [
        Hint([.confirm], "keep"), Hint([.cancel], "give up"), Hint([.togglePanel], "other end"),
        Hint([.deleteLesion], "delete it"), help, Hint([.fit], "zoom out"),
      ]
    case .brush(let brush):
      return brushHints(brush) + [slices, help]
    case .placing(let end):
      let isNew = state.selectedLesion?[end] == nil
      return [
        Hint([.confirm], "set \(end.letter)"),
        Hint([.cancel], isNew ? "give up" : "leave it"), help,
        isNew && end == .b ? Hint([.pickEnd(.a)], "move A") : slices,
        Hint([.zoomIn, .zoomOut], "zoom"), Hint([.undo], "undo"), quit,
      ]
    default:
      return [help] + lesionHints + [
        slices, Hint(IntensityWindow.Preset.allCases.map { .windowPreset($0) }, "window"),
        Hint([.zoomIn, .zoomOut, .fit], "zoom"), quit,
      ]
    }
  }

  /// The brush's keys are its own, whatever the keymap says.
  private func brushHints(_ brush: Brush) -> [Hint] {
    [
      Hint(key: "Space", brush.pen == .painting ? "pen up" : "paint"),
      Hint(key: "x", brush.pen == .erasing ? "pen up" : "erase"),
      Hint(key: "+/-", "size"), Hint([.undo], "undo"), Hint(key: "Enter", "done"),
      Hint([.keepComponent], "keep piece"), Hint([.fillHoles], "fill"),
    ]
  }

  private var lesionHints: [Hint] {
    var hints: [Hint] = []
    if state.prediction != nil { hints.append(Hint([.cancel], "stop predicting")) }
    if let lesion = state.selectedLesion {
      switch state.status(of: lesion) {
      case .placed where state.loaded != nil: hints.append(Hint([.predictSelected], "predict"))
      case .stale: hints.append(Hint([.predictSelected], "predict anew"))
      default: break
      }
      let isPlaced = lesion.diameter != nil
      hints.append(
        Hint([.confirm], state.isAccepted ? "new lesion" : isPlaced ? "accept" : "set A"))
    } else {
      hints.append(Hint([.confirm], "set A"))
    }
    if state.hasUnsavedChanges, state.loaded != nil { hints.append(Hint([.save], "save")) }
    if !state.history.past.isEmpty { hints.append(Hint([.undo], "undo")) }
    if !state.work.lesions.isEmpty {
      hints.append(Hint([.nextLesion, .previousLesion], "lesion"))
    }
    if state.work.hasMask { hints.append(Hint([.toggleMask], "mask")) }
    return hints
  }
}
