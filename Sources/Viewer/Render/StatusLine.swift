import Imaging

/// The row below the picture: the voxel under the cursor, what is switched off, the terminal's
/// means, and whether all is saved.
struct StatusLine {
  let state: State

  func draw(on canvas: inout Canvas, row: Int) {
    let width = canvas.size.columns - 2
    var line = SegmentLine()
    if let volume = state.shown?.volume {
      let cursor = state.cursor
      line.add("(\(cursor.x),\(cursor.y),\(cursor.z))", rank: 3)
      let position = volume.grid.affine(cursor)
      let millimetres = (0..<3).map { fixed(position[$0], 1) }.joined(separator: ",")
      line.add("\(volume.grid.hasKnownOrientation ? "RAS" : "mm") \(millimetres)", rank: 4)
      // A slab shows other values than the voxel's own.
      let note = state.display.slab.projection == .off ? "" : " (voxel)"
      let isRead = volume.box.contains(cursor)
      line.add(
        "HU \(isRead ? huText(volume[cursor]) + note : "not read yet")", style: .bold)
    }
    for note in switchedOff { line.add(note, rank: 1, style: canvas.theme.warning) }
    line.add((line.segments.isEmpty ? "" : "| ") + capabilityText, rank: 5, style: .dim)
    if let saved = savedText(canvas.theme) {
      line.add("| \(saved.text)", rank: 2, style: saved.style)
    }
    canvas.write(line.fitted(to: width), column: 1, row: row, width: width)
  }

  private func huText(_ value: Double) -> String {
    // Whole numbers for CT; images on a scale of their own keep three digits.
    value.isFinite && abs(value) < 10 && value != value.rounded()
      ? fixed(value, 3) : value.isNaN ? "nan" : value.isFinite ? fixed(value, 0) : "inf"
  }

  /// What a reader could otherwise take for absent.
  private var switchedOff: [String] {
    var notes: [String] = []
    if let renderer = state.missingRenderer { notes.append("no \(renderer.rawValue) here") }
    if !state.display.showsImage { notes.append("image off") }
    if !state.display.showsMask, state.work.hasMask { notes.append("mask off") }
    if !state.display.showsAnnotations, !state.work.lesions.isEmpty {
      notes.append("diameters off")
    }
    return notes
  }

  private var capabilityText: String {
    let colors =
      switch state.capability.colors {
      case .none: "mono"
      case .eight: "8c"
      case .palette256: "256c"
      case .truecolor: "24-bit"
      }
    return "\(colors) \(state.pixelStyle.name)\(state.usesMouse ? " mouse" : "")"
  }

  private func savedText(_ theme: Theme) -> (text: String, style: TextStyle)? {
    guard state.shown != nil else { return nil }
    if state.isSaving { return ("saving", .plain) }
    let reading = state.reading
    if state.hasUnsavedChanges {
      let text = state.saveHasFailed ? "SAVE FAILED" : "unsaved"
      if reading.keepProblem != nil { return ("\(text), NOT KEPT", theme.error) }
      let isKept = reading.keptRevision == state.revision
      return (
        text + (isKept ? ", kept" : ""), state.saveHasFailed ? theme.error : theme.warning
      )
    }
    if reading.keepProblem != nil { return ("NOT KEPT", theme.error) }
    return reading.isSaved ? ("saved", .plain) : nil
  }
}
