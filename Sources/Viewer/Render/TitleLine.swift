import Imaging

/// The first row: study, slice, window, zoom and what the keys do now.
struct TitleLine {
  let state: State

  func draw(on canvas: inout Canvas) {
    canvas.fillRow(0, style: .reverse)
    let width = canvas.size.columns - 2
    var line = SegmentLine()
    if state.cases.count > 1 {
      line.add("\(state.cases.currentID + 1)/\(state.cases.count)", rank: 1, style: .reverse)
    }
    line.add(studyName(width: width), rank: 3, style: .reverse)
    if let grid = state.grid, let plane = state.displayPlane, let geometry = state.geometry {
      let normal = plane.plane.normal
      let axis = ["x", "y", "z"][normal.rawValue]
      let position = grid.affine(state.cursor)[normal.rawValue]
      let slice = "\(state.planeName) \(geometry.slice + 1)/\(plane.slices)"
      line.add(slice, style: TextStyle(style: [.reverse, .bold]))
      line.add(
        state.display.slab.text(in: plane, grid: grid), style: TextStyle(style: [.reverse, .bold]))
      line.add(
        obliqueText(grid, unicode: canvas.capability.unicode), rank: 2, style: .reverse)
      line.add("\(axis)=\(fixed(position, 1))mm", rank: 4, style: .reverse)
      line.add(windowText, rank: 1, style: .reverse)
      line.add("\(zoomText(geometry.pixelsPerVoxel))x", rank: 2, style: .reverse)
    }
    for tag in tags {
      line.add("[\(tag)]", style: TextStyle(style: [.reverse, .bold]))
    }
    var text = line.fitted(to: width)
    for index in text.runs.indices { text.runs[index].style.style.insert(.reverse) }
    canvas.write(text, column: 1, row: 0, width: width)
  }

  private func studyName(width: Int) -> String {
    let name =
      switch state.study {
      case .loading(let name): name
      case .partial(let study, _), .loaded(let study): study.name
      case .failed: state.cases.current.name
      }
    // The end of a long name tells studies apart better than its middle.
    let limit = max(8, width - 52)
    let text = name.isEmpty ? "caliper" : name
    func columns(_ text: some StringProtocol) -> Int {
      text.reduce(0) { $0 + max(1, $1.terminalColumns) }
    }
    guard columns(text) > limit else { return text }
    var end = text.suffix(limit - 2)
    while columns(end) > limit - 2 { end = end.dropFirst() }
    return ".." + end
  }

  /// The angle between the slices and the patient's axes, where there is one.
  private func obliqueText(_ grid: VoxelGrid, unicode: Bool) -> String {
    let orientation = Orientation(grid.affine)
    guard grid.hasKnownOrientation, orientation.isOblique else { return "" }
    let degrees = fixed(orientation.obliquity, orientation.obliquity < 10 ? 1 : 0)
    return "oblique \(degrees)" + (unicode ? "°" : " deg")
  }

  private var windowText: String {
    let window = state.window.window
    return "W\(fixed(window.width, 0)) L\(fixed(window.level, 0)) \(state.window.name)"
  }

  /// Pixels a voxel, with as many digits as matter.
  private func zoomText(_ zoom: Double) -> String { fixed(zoom, zoom < 1 ? 2 : 1) }

  private var tags: [String] {
    var tags: [String] = []
    switch state.mode {
    case .placing(let end): tags.append(placingTag(end))
    case .windowing: tags.append("WINDOW")
    case .help: tags.append("HELP")
    case .quitQuestion: tags.append("QUIT?")
    case .shortAxis: tags.append(shortAxisTag)
    case .brush(let brush): tags.append(tag(of: brush))
    case .recoveryQuestion: tags.append("RECOVER?")
    case .normal, .commandLine, .caseList, .response: break
    }
    if let job = state.prediction {
      tags.append("PREDICTING \(job.percent) %")
    }
    if let percent = state.readingPercent { tags.append("READING \(percent) %") }
    if !state.reading.others.isEmpty { tags.append("ALSO OPEN") }
    return tags
  }

  /// Both axes while the short one moves.
  private var shortAxisTag: String {
    guard let grid = state.volume?.grid, let axis = state.liveShortAxis,
      let long = state.selectedLesion?.diameter
    else { return "SHORT AXIS" }
    let lengths = [long, axis].map { fixed($0.millimetres(in: grid), 1) }
    return "SHORT AXIS \(lengths.joined(separator: " x ")) mm"
  }

  private func tag(of brush: Brush) -> String {
    let name =
      switch brush.pen {
      case nil: "BRUSH"
      case .painting: "PAINTING"
      case .erasing: "ERASING"
      }
    let radius = state.brushRadius
    return name + (radius > 0 ? " r \(fixed(radius, 0)) mm" : " 1 voxel")
  }

  private func placingTag(_ end: LesionEnd) -> String {
    let verb = state.selectedLesion?[end] == nil ? "PLACE" : "MOVE"
    guard let live = state.liveDiameter, let grid = state.grid else {
      return "\(verb) \(end.letter)"
    }
    return "\(verb) \(end.letter) \(fixed(live.millimetres(in: grid), 1)) mm"
  }
}

extension PredictionJob {
  /// 0…100.
  var percent: Int { wholePercent(progress.fraction) }
}

extension State {
  /// How much of a study that can be seen is read, 0…99; `nil` when it is whole.
  var readingPercent: Int? { readingFraction.map { min(wholePercent($0), 99) } }
}

/// A fraction in whole per cent, 0…100.
private func wholePercent(_ fraction: Double) -> Int {
  fraction.isFinite ? Int((min(max(fraction, 0), 1) * 100).rounded()) : 0
}
