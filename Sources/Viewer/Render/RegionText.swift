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

  /// Name and value of each row of the panel; two numbers that do not fit side by side have a row
  /// each, since one that is cut off is another number.
  ///
  /// - Parameter columns: what a value may take.
  func rows(columns: Int) -> [(name: String, value: String)] {
    func pair(
      _ name: String, _ value: String, _ parts: [(name: String, value: String)]
    ) -> [(name: String, value: String)] {
      value.count <= columns ? [(name, value)] : parts
    }
    let (least, most) = (hounsfield(statistics.minimum), hounsfield(statistics.maximum))
    return pair(
      "HU", "mean \(mean) sd \(deviation)", [("HU mean", mean), ("HU sd", deviation)])
      + pair("range", "\(least) to \(most)", [("least", least), ("most", most)])
      + [("area", area), ("count", "\(statistics.count) voxels")]
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
