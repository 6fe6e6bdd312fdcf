import Imaging

/// The panel on the right: the selected lesion, all lesions, the prediction that runs.
struct SidePanel {
  let state: State
  let rect: CellRect

  func draw(on canvas: inout Canvas) {
    let text = LesionText(state: state, theme: canvas.theme, lines: canvas.lines)
    var foot: [StyledText] = []
    if let job = state.prediction { foot = progress(job, text) }
    if let percent = state.readingPercent {
      foot = [
        StyledText("reading the file", .bold),
        StyledText(text.progressBar(percent: percent, columns: width)),
      ]
    }
    let body = Array(content(text).prefix(max(0, rect.rows - foot.count)))
    for (offset, line) in body.enumerated() {
      canvas.write(line, column: rect.column + 1, row: rect.row + offset, width: width)
    }
    for (offset, line) in foot.enumerated() {
      let row = rect.row + rect.rows - foot.count + offset
      if row >= rect.row {
        canvas.write(line, column: rect.column + 1, row: row, width: width)
      }
    }
    let title = heading(text)
    canvas.write(
      " \(title) ", column: rect.column + 1, row: rect.row - 1, width: width, style: .bold)
  }

  private var warningStyle: TextStyle { Theme(colors: state.capability.colors).warning }
  private var width: Int { rect.columns - 2 }

  private func heading(_ text: LesionText) -> String {
    if let ordinal = text.ordinal { return "Lesion \(ordinal)" }
    return state.work.lesions.isEmpty ? "Study" : "Lesions \(state.work.lesions.count)"
  }

  private func content(_ text: LesionText) -> [StyledText] {
    guard let study = state.shown else { return [] }
    var lines: [StyledText] = []
    if let lesion = state.selectedLesion {
      lines += detail(of: lesion, text) + [StyledText()]
    }
    if let region = RegionText(state) {
      lines.append(StyledText(region.title, .bold))
      lines += region.rows(columns: width - 8).map { row($0.name, $0.value) } + [StyledText()]
    }
    if state.work.lesions.isEmpty {
      lines += about(study) + [StyledText()]
    } else {
      lines += list(text) + [StyledText()]
    }
    lines += ReviewPanel(state: state, theme: text.theme).lines(columns: width)
    lines += ResponsePanel(state: state, theme: text.theme).lines(columns: width)
    return lines + warnings(study)
  }

  // MARK: Parts

  private func detail(of lesion: Lesion, _ text: LesionText) -> [StyledText] {
    var lines: [StyledText] = []
    if !lesion.name.isEmpty { lines.append(StyledText(lesion.name, .bold)) }
    if let place = text.place(of: lesion) {
      lines += place.wrapped(to: width).map { StyledText($0) }
    }
    lines += [
      StyledText("id \(lesion.id)  ", text.lesionStyle(lesion))
        + StyledText(text.statusText(lesion), text.statusStyle(lesion)),
      row(text.lengthName(of: lesion), text.placed(of: lesion) ?? "-", style: .bold),
    ]
    if let measured = lesion.segmentation?.measurement {
      lines += [
        row("mask", text.masked(measured)),
        row("volume", "\(fixed(measured.volumeMillilitres, 2)) mL", style: .bold),
        row(
          "HU",
          "mean \(fixed(measured.meanHU, 0)) sd \(fixed(measured.standardDeviationHU, 0))"),
      ]
      let shown = text.slices(of: lesion).map { "\($0.plane) \($0.range)" } ?? ""
      lines.append(
        row("slices", "\(measured.slices)  " + (state.plane == .axial ? shown : "axial")))
      // The count is of axial slices; what the lesion spans in another plane stands by itself.
      if state.plane != .axial, let slices = text.slices(of: lesion) {
        lines.append(row(slices.plane, slices.range))
      }
    }
    if let threshold = text.threshold(of: lesion) { lines.append(row("logit >", threshold)) }
    lines += notes(text.warnings(of: lesion))
    if state.display.comparison != .off, let score = state.agreement?.entry(of: lesion.id) {
      lines.append(
        score.truth == nil
          ? row("truth", "no such lesion", style: .bold)
          : row("truth", "DSC \(fixed(score.dice, 2)) NSD \(fixed(score.surfaceDice, 2))"))
    }
    for end in [LesionEnd.a, .b] {
      guard let place = lesion[end] else { continue }
      lines.append(row("end \(end.letter)", "(\(place.x),\(place.y),\(place.z))"))
    }
    return lines
  }

  /// Selected or not, length, volume or status, and slices of each lesion.
  private func list(_ text: LesionText) -> [StyledText] {
    let lesions = state.work.lesions
    // The selected one stays in view when there are many.
    let room = max(3, rect.rows - 14)
    let selected = lesions.firstIndex { $0.id == state.selected } ?? 0
    let start = max(0, min(selected - room / 2, lesions.count - room))
    return lesions[start..<min(lesions.count, start + room)].map { lesion in
      let isSelected = lesion.id == state.selected
      var line = StyledText(isSelected ? String(text.lines.marker) : " ", .bold)
      line.append(pad(String(lesion.id), 3), text.lesionStyle(lesion))
      line.append(pad(text.length(of: lesion) ?? "-", 9))
      switch state.status(of: lesion) {
      case .predicted:
        let volume = lesion.segmentation?.measurement.volumeMillilitres ?? 0
        line.append(pad("\(fixed(volume, 2)) mL", 10), text.statusStyle(lesion))
      default:
        line.append(pad(text.statusText(lesion), 11), text.statusStyle(lesion))
      }
      return line
    }
  }

  private func about(_ study: LoadedStudy) -> [StyledText] {
    let grid = study.volume.grid
    let spacing = grid.spacing
    let keymap = state.options.keymap
    return [
      row("voxels", "\(grid.shape.x) x \(grid.shape.y) x \(grid.shape.z)"),
      row("mm", (0..<3).map { fixed(spacing[$0], 2) }.joined(separator: " x ")),
      StyledText(),
      StyledText("\(keymap.name(of: .confirm)) sets end A of a"),
      StyledText("diameter at the cursor."),
    ]
  }

  private func warnings(_ study: LoadedStudy) -> [StyledText] {
    let notes = study.warnings + [state.options.notice].compactMap(\.self)
    return state.targetWarnings.flatMap { ("! " + $0).wrapped(to: width).map { StyledText($0) } }
      + notes.flatMap { ("! " + $0).wrapped(to: width).map { StyledText($0, .dim) } }
  }

  private func progress(_ job: PredictionJob, _ text: LesionText) -> [StyledText] {
    let ids = job.requested.map(String.init).joined(separator: ", ")
    return [
      StyledText("predicting \(ids)", .bold),
      StyledText("\(job.progress.stage)  \(fixed(job.progress.seconds, 0)) s"),
      StyledText(text.progressBar(job, columns: width)),
    ]
  }

  private func notes(_ sentences: [String]) -> [StyledText] {
    sentences.flatMap { ("! " + $0).wrapped(to: width).map { StyledText($0, warningStyle) } }
  }

  private func row(_ name: String, _ value: String, style: TextStyle = .plain) -> StyledText {
    StyledText(pad(name, name.count < 8 ? 8 : name.count + 1), .dim) + StyledText(value, style)
  }

  private func pad(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - text.count))
  }
}
