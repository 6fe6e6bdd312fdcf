import Imaging

/// What is said of the disc around the cursor, in the side panel and in the folded row.
struct RegionText {
  let title: String
  private let statistics: RegionStatistics

  /// - Returns: `nil` while no disc is shown.
  init?(_ state: State) {
    guard state.display.showsRegion, let volume = state.volume, let plane = state.displayPlane
    else { return nil }
    let diameter = state.display.regionMillimetres
    title = "disc \(fixed(diameter, 0)) mm \(state.planeName)"
    statistics = volume.statistics(
      in: .disc(at: state.cursor, radiusMillimetres: diameter / 2, in: plane))
  }

  /// Name and value of each row of the panel.
  var rows: [(name: String, value: String)] {
    [
      ("HU", "mean \(mean) sd \(deviation)"),
      ("range", "\(hounsfield(statistics.minimum)) to \(hounsfield(statistics.maximum))"),
      ("area", area), ("count", "\(statistics.count) voxels"),
    ]
  }

  var mean: String { hounsfield(statistics.mean) }
  var deviation: String { hounsfield(statistics.standardDeviation) }
  var range: String {
    "min \(hounsfield(statistics.minimum)) max \(hounsfield(statistics.maximum))"
  }
  var area: String { "\(fixed(statistics.areaSquareMillimetres, 0)) mm2" }

  /// A decimal tells more than the noise of CT; images on a scale of their own need some.
  private func hounsfield(_ value: Double) -> String {
    let isSmall = max(abs(statistics.minimum), abs(statistics.maximum)) < 10
    return fixed(value, isSmall ? 3 : value == value.rounded() ? 0 : 1)
  }
}
