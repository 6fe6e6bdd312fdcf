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

  /// "AX 80-91" of the slices that the lesion touches.
  func slices(of lesion: Lesion) -> String? {
    guard let plane = state.displayPlane, let slices = lesion.displaySlices(in: plane) else {
      return nil
    }
    let first = slices.lowerBound + 1
    let last = slices.upperBound + 1
    return "\(state.planeName) \(first)" + (last == first ? "" : "-\(last)")
  }

  func statusText(_ lesion: Lesion) -> String {
    switch state.status(of: lesion) {
    case .unmeasured: lesion.finding.word
    case .incomplete: lesion.a == nil ? "no end A" : "no end B"
    case .placed: "placed"
    case .queued: "queued"
    case .predicting: "predicting"
    case .predicted: lesion.segmentation?.rescued == true ? "rescued" : "predicted"
    case .stale: "stale"
    }
  }

  func statusStyle(_ lesion: Lesion) -> TextStyle {
    switch state.status(of: lesion) {
    case .incomplete, .stale: theme.warning
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
