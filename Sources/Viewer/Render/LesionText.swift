import Imaging

/// What is said of lesions, in the side panel and in the folded row.
struct LesionText {
  let state: State
  let theme: Theme
  let lines: LineCharacters

  /// "23.4 mm" placed, or the live length while an end moves.
  func length(of lesion: Lesion) -> String? {
    guard let grid = state.grid else { return nil }
    let diameter =
      (lesion.id == state.selected ? state.liveDiameter : nil) ?? lesion.diameter
    return diameter.map { fixed($0.millimetres(in: grid), 1) + " mm" }
  }

  /// "23.4 x 12.1 mm" placed, with the short axis where there is one.
  func placed(of lesion: Lesion) -> String? {
    guard let grid = state.volume?.grid, let long = length(of: lesion) else { return nil }
    let short = (lesion.id == state.selected ? state.liveShortAxis : nil) ?? lesion.shortAxis
    guard state.liveDiameter == nil || lesion.id != state.selected, let short else { return long }
    return "\(long.dropLast(3)) x \(fixed(short.millimetres(in: grid), 1)) mm"
  }

  /// "placed", or "from mask" of ends that nobody placed.
  func lengthName(of lesion: Lesion) -> String {
    let isMoving = lesion.id == state.selected && state.liveDiameter != nil
    return !isMoving && state.hasEndsFromMask(lesion) ? "from mask" : "placed"
  }

  /// "31.0 x 15.8 mm" of the mask.
  func masked(_ measured: LesionMeasurement) -> String {
    "\(fixed(measured.longAxisMillimetres, 1)) x \(fixed(measured.shortAxisMillimetres, 1)) mm"
  }

  /// "non-target, liver, node"; `nil` where all is as a new lesion has it.
  func place(of lesion: Lesion) -> String? {
    var words = lesion.role == .target ? [] : [lesion.role.rawValue]
    if !lesion.site.organ.isEmpty { words.append(lesion.site.organ) }
    if lesion.site.isNode { words.append("node") }
    if lesion.finding != .present { words.append(lesion.finding.rawValue) }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  func difference(of lesion: Lesion) -> MaskDifference? {
    state.volume.flatMap { MaskDifference(lesion, on: $0.grid) }
  }

  /// Sentences about the lesion that the reader should know.
  func warnings(of lesion: Lesion) -> [String] {
    var warnings: [String] = []
    if lesion.isUnconfirmed {
      let key = state.options.keymap.name(of: .confirm)
      warnings.append("copied from another study: check it, \(key) confirms")
    }
    if let difference = difference(of: lesion) { warnings.append(difference.sentence) }
    if let sentence = state.measurabilityWarning(of: lesion) { warnings.append(sentence) }
    return warnings
  }

  /// The threshold where it is not 0, with dots while its mask is being made.
  func threshold(of lesion: Lesion) -> String? {
    if let pending = state.pendingThreshold(of: lesion.id) { return fixed(pending, 1) + " .." }
    guard let threshold = lesion.segmentation?.threshold, threshold != 0 else { return nil }
    return fixed(threshold, 1)
  }

  /// "AX" and "80-91" of the slices of the active plane that the lesion touches.
  func slices(of lesion: Lesion) -> (plane: String, range: String)? {
    guard let plane = state.displayPlane, let slices = lesion.displaySlices(in: plane) else {
      return nil
    }
    let first = slices.lowerBound + 1
    let last = slices.upperBound + 1
    return (state.planeName, "\(first)" + (last == first ? "" : "-\(last)"))
  }

  func statusText(_ lesion: Lesion) -> String {
    switch state.status(of: lesion) {
    case .unmeasured: lesion.finding.word
    case .incomplete: lesion.a == nil ? "no end A" : "no end B"
    case .placed: lesion.isUnconfirmed ? "unconfirmed" : "placed"
    case .queued: "queued"
    case .predicting: "predicting"
    case .predicted where lesion.segmentation?.isEdited == true: "edited"
    case .predicted: lesion.segmentation?.rescued == true ? "rescued" : "predicted"
    case .stale: "stale"
    }
  }

  func statusStyle(_ lesion: Lesion) -> TextStyle {
    switch state.status(of: lesion) {
    case .incomplete, .stale: theme.warning
    case .placed: lesion.isUnconfirmed ? theme.warning : .plain
    case .predicted: lesion.segmentation?.rescued == true ? theme.warning : .plain
    default: .plain
    }
  }

  /// "1/3": the selected lesion's place among all.
  var ordinal: String? {
    guard let index = state.work.lesions.firstIndex(where: { $0.id == state.selected }) else {
      return nil
    }
    return "\(index + 1)/\(state.work.lesions.count)"
  }

  /// "[####....] 43 %".
  func progressBar(_ job: PredictionJob, columns: Int) -> String {
    progressBar(percent: job.percent, columns: columns)
  }

  func progressBar(percent: Int, columns: Int) -> String {
    let width = max(1, columns - 8)
    let full = min(width, width * percent / 100)
    let bar =
      String(repeating: lines.barFull, count: full)
      + String(repeating: lines.barEmpty, count: width - full)
    let number = String(percent)
    return "[\(bar)]" + String(repeating: " ", count: max(0, 4 - number.count)) + number + "%"
  }

  func lesionStyle(_ lesion: Lesion) -> TextStyle {
    let isSelected = lesion.id == state.selected
    return TextStyle(
      foreground: theme.lesion(lesion.id, isSelected: isSelected),
      style: isSelected ? .bold : [])
  }
}
