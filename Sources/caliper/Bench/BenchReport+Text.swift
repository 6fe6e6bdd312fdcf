import Foundation

extension BenchReport {
  /// The report for people: tables of at most 80 columns.
  var text: String {
    var blocks = [heading, passTable, layerTable]
    if let wholeCase { blocks.append(caseTable(wholeCase)) }
    return (blocks + [Self.footnote]).map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private static let footnote = [
    "GFLOP/s and shares of peak count the multiplications of the direct convolution,",
    "of which Winograd's minimal filtering executes about 37 %: a share may exceed",
    "100 %.",
  ]

  private var heading: [String] {
    [
      "\(Caliper.software), \(instructionSet), \(backend)",
      "threads         \(threads)",
      "peak            \(Self.number(peak, 1)) GFLOP/s, multiply-adds in registers, measured",
    ]
  }

  private var passTable: [String] {
    let rows = forward.sorted { $0.key < $1.key }.map { edge, pass in
      Self.row(
        "\(edge)^3",
        [
          (Self.milliseconds(pass.seconds), 13), (Self.milliseconds(pass.minimum), 13),
          (Self.milliseconds(pass.first), 13), (Self.number(pass.gflops, 1), 10),
          (Self.percent(pass.shareOfPeak), 10),
        ], width: 16)
    }
    let header = Self.row(
      "crop",
      [
        ("median of \(repeats)", 13), ("fastest", 13), ("first run", 13), ("GFLOP/s", 10),
        ("of peak", 10),
      ], width: 16)
    return [header] + rows
  }

  private var layerTable: [String] {
    // Long enough for every name that leaves room for the figures.
    let width = min(38, max(16, (layers.map(\.name.count).max() ?? 0) + 1))
    func line(_ name: String, _ seconds: String, _ share: String, _ speed: String, _ peak: String)
      -> String
    {
      Self.row(
        String(name.prefix(width)), [(seconds, 13), (share, 9), (speed, 10), (peak, 10)],
        width: width)
    }
    return [line("layer at \(layersEdge)^3", "median", "of time", "GFLOP/s", "of peak")]
      + layers.map { layer in
        let counts = layer.multiplications > 0
        return line(
          layer.name, Self.milliseconds(layer.seconds), Self.percent(layer.shareOfTime, 1),
          counts ? Self.number(layer.gflops, 1) : "", counts ? Self.percent(layer.shareOfPeak) : "")
      } + [line("whole pass", Self.milliseconds(layersSeconds), "", "", "")]
  }

  private func caseTable(_ timing: CaseTiming) -> [String] {
    func line(_ label: String, _ value: String) -> String {
      Self.row(label, [(value, 13)], width: 16)
    }
    let shape = timing.shape.map(String.init).joined(separator: " x ")
    return [
      "case            \(shape) voxels, \(timing.lesions) lesions, middle of \(timing.runs.count) runs"
    ]
      + timing.stages.map { line($0.name, "\(Self.number($0.seconds, 3)) s") }
      + [
        line("whole command", "\(Self.number(timing.seconds, 3)) s"),
        line("peak memory", "\(Self.number(timing.timing.peakMegabytes, 0)) MB"),
        line("memory x time", "\(Self.number(timing.timing.gigabyteSeconds, 2)) GB s"),
      ]
  }

  /// A label, and values that end in columns.
  private static func row(_ label: String, _ values: [(text: String, width: Int)], width: Int)
    -> String
  {
    func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
    let line = values.reduce(label + spaces(width - label.count)) { line, value in
      line + spaces(value.width - value.text.count) + value.text
    }
    // A line whose last columns are empty ends where its text ends.
    return String(line.reversed().drop { $0 == " " }.reversed())
  }

  private static func number(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", value)
  }

  private static func milliseconds(_ seconds: Double) -> String {
    "\(number(seconds * 1000, 2)) ms"
  }

  private static func percent(_ share: Double, _ places: Int = 0) -> String {
    "\(number(share * 100, places)) %"
  }
}
