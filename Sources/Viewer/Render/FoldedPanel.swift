/// The side panel in one row, for narrow screens.
struct FoldedPanel {
  let state: State

  func draw(on canvas: inout Canvas, row: Int) {
    let width = canvas.size.columns - 2
    let text = LesionText(state: state, theme: canvas.theme, lines: canvas.lines)
    var line = SegmentLine()
    if let percent = state.readingPercent {
      line.add("reading", style: .bold)
      line.add(text.progressBar(percent: percent, columns: min(28, width / 2)))
      if let lesion = state.selectedLesion {
        line.add("Lesion \(text.ordinal ?? "")", rank: 1, style: text.lesionStyle(lesion))
        line.add(text.length(of: lesion) ?? "", rank: 1, style: .bold)
      } else if let shape = state.grid?.shape {
        line.add("\(shape.x) x \(shape.y) x \(shape.z) voxels", rank: 1, style: .dim)
      }
    } else if let job = state.prediction {
      let ids = job.requested.map(String.init).joined(separator: ", ")
      line.add("predicting \(ids)", style: .bold)
      line.add(text.progressBar(job, columns: min(28, width / 2)))
      line.add(job.progress.stage, rank: 1)
      line.add("\(fixed(job.progress.seconds, 0)) s", rank: 2)
    } else if let region = RegionText(state) {
      describe(region, on: &line)
      if let lesion = state.selectedLesion {
        line.add("| Lesion \(text.ordinal ?? "")", rank: 4, style: text.lesionStyle(lesion))
        line.add(text.length(of: lesion) ?? "", rank: 4)
      }
    } else if let lesion = state.selectedLesion {
      describe(lesion, text, canvas.theme.warning, on: &line)
    } else if let study = state.loaded {
      let count = state.work.lesions.count
      let shape = study.volume.grid.shape
      line.add(count == 0 ? "no lesions" : "\(count) lesions, none selected")
      ReviewPanel(state: state, theme: canvas.theme).add(to: &line)
      line.add("\(shape.x) x \(shape.y) x \(shape.z) voxels", rank: 1, style: .dim)
    }
    canvas.write(line.fitted(to: width), column: 1, row: row, width: width)
  }

  private func describe(_ region: RegionText, on line: inout SegmentLine) {
    // Rather no title than a number that is cut off.
    line.add(region.title, rank: 1, style: .bold)
    line.add("HU mean \(region.mean) sd \(region.deviation)")
    line.add(region.range, rank: 2)
    line.add(region.area, rank: 3)
  }

  private func describe(
    _ lesion: Lesion, _ text: LesionText, _ warning: TextStyle, on line: inout SegmentLine
  ) {
    line.add("Lesion \(text.ordinal ?? "")", style: text.lesionStyle(lesion))
    line.add(text.statusText(lesion), rank: 1, style: text.statusStyle(lesion))
    line.add(text.placed(of: lesion) ?? "", style: .bold)
    if state.hasEndsFromMask(lesion) { line.add("(\(text.lengthName(of: lesion)))", rank: 1) }
    ResponsePanel(state: state, theme: text.theme).add(to: &line)
    ReviewPanel(state: state, theme: text.theme).add(to: &line)
    defer { line.add(lesion.name, rank: 5) }
    if lesion.role == .target, state.measurabilityWarning(of: lesion) != nil {
      line.add("! no target", rank: 3, style: warning)
    }
    guard let measured = lesion.segmentation?.measurement else { return }
    line.add("\(fixed(measured.volumeMillilitres, 2)) mL", style: .bold)
    if let difference = text.difference(of: lesion) {
      let axis = difference.axis == .short ? "short " : ""
      line.add(
        "! mask \(axis)\(fixed(difference.mask, 1)) mm: \(difference.percent) % off", rank: 1,
        style: warning)
    } else {
      line.add("mask \(text.masked(measured))", rank: 3)
    }
    if let threshold = text.threshold(of: lesion) { line.add("logit > \(threshold)", rank: 2) }
    if state.display.comparison != .off, let score = state.agreement?.entry(of: lesion.id) {
      line.add("DSC \(fixed(score.dice, 2)) NSD \(fixed(score.surfaceDice, 2))", rank: 2)
    }
    line.add(
      "HU \(fixed(measured.meanHU, 0)) sd \(fixed(measured.standardDeviationHU, 0))", rank: 4)
    if let slices = text.slices(of: lesion) {
      // The count is of axial slices.
      let count = state.plane == .axial ? " (\(measured.slices))" : ""
      line.add("\(slices.plane) \(slices.range)\(count)", rank: 3)
    }
  }
}
