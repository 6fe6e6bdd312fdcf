import Annotations
import Foundation

/// What `bench --viewer` prints.
struct ViewerReport: Encodable {
  /// A scenario on a terminal. Times in milliseconds, medians but for `p95`, below which 95 of 100
  /// frames are.
  struct Row: Encodable {
    let term: String
    let colors: String
    let renderer: String
    let columns: Int
    let rows: Int
    let scenario: String
    let median: Double
    let p95: Double
    let update: Double
    let render: Double
    let paint: Double
    /// Sent to the terminal for a frame: the median, and the most.
    let bytes: Double
    let mostBytes: Int

    private enum CodingKeys: String, CodingKey {
      case term, colors, renderer, columns, rows, scenario, bytes
      case median = "median_ms"
      case p95 = "p95_ms"
      case update = "update_ms"
      case render = "render_ms"
      case paint = "paint_ms"
      case mostBytes = "most_bytes"
    }
  }

  /// A terminal that could not be had here.
  struct LeftOut: Encodable {
    let term: String
    let renderer: String
    let columns: Int
    let rows: Int
    let reason: String
  }

  let version = Caliper.version
  /// Voxels along x, y, z.
  let shape = [SyntheticStudy.shape.x, SyntheticStudy.shape.y, SyntheticStudy.shape.z]
  let noise = SyntheticStudy.noise
  let keys: Int
  private(set) var frames: [Row] = []
  private(set) var leftOut: [LeftOut] = []

  private enum CodingKeys: String, CodingKey {
    case version, shape, frames
    case noise = "noise_sd_HU"
    case keys = "keys_per_scenario"
    case leftOut = "left_out"
  }

  init(keys: Int) { self.keys = keys }

  mutating func add(_ setup: ViewerSetup, _ scenario: ViewerScenario, _ timings: [FrameTiming]) {
    func median(_ value: (FrameTiming) -> Double) -> Double {
      (timings.map(value).median * 1e3).rounded(toPlaces: 3)
    }
    let totals = timings.map(\.total).sorted()
    let last = max(0, Int((0.95 * Double(totals.count)).rounded(.up)) - 1)
    frames.append(
      Row(
        term: setup.term, colors: setup.colorName, renderer: setup.renderer.rawValue,
        columns: setup.size.columns, rows: setup.size.rows, scenario: scenario.name,
        median: median(\.total),
        p95: ((totals.isEmpty ? 0 : totals[last]) * 1e3).rounded(toPlaces: 3),
        update: median(\.update), render: median(\.render), paint: median(\.paint),
        bytes: timings.map { Double($0.bytes) }.median,
        mostBytes: timings.map(\.bytes).max() ?? 0))
  }

  mutating func leaveOut(_ setup: ViewerSetup, _ reason: String) {
    leftOut.append(
      LeftOut(
        term: setup.term, renderer: setup.renderer.rawValue, columns: setup.size.columns,
        rows: setup.size.rows, reason: reason))
  }

  /// The report for people: a table of at most 80 columns.
  var text: String {
    let title = shape.map(String.init).joined(separator: " x ")
    var lines = [
      "\(Caliper.software), viewer on \(title) voxels, noise \(fixed(noise, 0)) HU",
      "",
      line(["terminal", "pixels", "screen", "key", "median ms", "95 %", "bytes"]),
    ]
    for row in frames {
      lines.append(
        line([
          row.colors, row.renderer, "\(row.columns)x\(row.rows)", row.scenario,
          fixed(row.median, 2), fixed(row.p95, 2), fixed(row.bytes, 0),
        ]))
    }
    for setup in leftOut {
      lines.append(
        "left out: \(setup.term), \(setup.renderer), \(setup.columns)x\(setup.rows):")
      lines.append("  \(setup.reason)")
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ cells: [String]) -> String {
    let widths = [11, 8, 6, 14, 9, 8, 8]
    return zip(cells, widths).enumerated().map { index, cell in
      let space = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
      return index < 4 ? cell.0 + space : space + cell.0
    }.joined(separator: "  ")
  }

  private func fixed(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
