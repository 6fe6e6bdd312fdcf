import Foundation
import Tables

extension EvaluationReport {
  /// What the report for people is written on.
  package struct Page: Sendable {
    /// Characters a line.
    package let columns: Int
    /// Whether there are more characters than those of ASCII.
    package let isUnicode: Bool

    package init(columns: Int, isUnicode: Bool) {
      self.columns = columns
      self.isUnicode = isUnicode
    }
  }

  /// The report for people, in tables and bars.
  ///
  /// - Parameter subject: what was compared with what, the first lines.
  package func text(of subject: [String], on page: Page) -> String {
    var blocks = [subject + explanation(page), groupTable(page)]
    if let errorTable { blocks.append(errorTable) }
    if let worstTable = worstTable(page) { blocks.append(worstTable) }
    let remarks = [failureLine, efficiencyLine].compactMap { $0 }
    if !remarks.isEmpty { blocks.append(remarks.flatMap { wrapped($0, page) }) }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private func explanation(_ page: Page) -> [String] {
    wrapped(
      "DSC, and NSD at \(ReportNumber.plain(tolerance)) mm, which is 0 where DSC is below "
        + "\(ReportNumber.plain(LesionScore.leastDice)); in brackets "
        + "\(ReportNumber.plain(MeanEstimate.level * 100)) % intervals of a bootstrap over cases. "
        + "Diameters are the longest of a mask in any axial slice, and sizes those of the reference.",
      page)
  }

  private func groupTable(_ page: Page) -> [String] {
    let groups =
      [overCases] + [overLesions].compactMap { $0 } + bySize
      + (byLabel.count <= Self.mostLabels ? byLabel : [])
    let names = groups.map(\.name)
    let texts = groups.map { [$0.dice.text(), $0.normalisedSurfaceDice.text()] }
    // What the numbers leave of the line is for the bars.
    let taken =
      (names.map(\.count).max() ?? 0) + (groups.map { "\($0.count)".count }.max() ?? 0)
      + (0..<2).map { place in texts.map { $0[place].count }.max() ?? 0 }.reduce(0, +) + 10
    let width = min(
      max((page.columns - taken) / 2, Self.barWidths.lowerBound), Self.barWidths.upperBound)
    var table = TextTable(columns: [
      ("mean", .left), ("n", .right), ("DSC", .left), ("", .left), ("NSD", .left), ("", .left),
    ])
    table.rows = zip(groups, texts).map { group, texts in
      func drawn(_ estimate: MeanEstimate) -> String {
        bar(estimate.mean, width: width, isUnicode: page.isUnicode)
      }
      return [
        group.name, "\(group.count)", texts[0], drawn(group.dice), texts[1],
        drawn(group.normalisedSurfaceDice),
      ]
    }
    return table.lines
  }

  /// More of them would fill the screen and leave no place for the rest; the files have them all.
  private static let mostLabels = 12
  private static let barWidths = 4...24

  private var errorTable: [String]? {
    guard let overLesions else { return nil }
    var table = TextTable(columns: [
      ("errors of lesions", .left), ("n", .right), ("mean", .left), ("mean magnitude", .left),
      ("median", .right),
    ])
    func add(_ name: String, _ error: EvaluationGroup.SignedError?, scale: Double) {
      guard let error else { return }
      table.rows.append([
        name, "\(error.count)", error.mean.text("%+.1f", scale: scale),
        error.meanMagnitude.text("%.1f", scale: scale),
        ReportNumber.text(error.median * scale, "%+.1f"),
      ])
    }
    add("volume, %", overLesions.volumeError, scale: 100)
    add("longest diameter, mm", overLesions.diameterError, scale: 1)
    if let distance = overLesions.hausdorff95 {
      let count = cases.flatMap(\.lesions).compactMap(\.hausdorff95)
      table.rows.append([
        "HD95, mm", "\(count.count)", distance.text("%.1f"), "",
        ReportNumber.text(count.median, "%.1f"),
      ])
    }
    return table.rows.isEmpty ? nil : table.lines
  }

  private func worstTable(_ page: Page) -> [String]? {
    let lesions = cases.flatMap { one in one.lesions.map { (one.name, $0) } }
    if lesions.isEmpty { return nil }
    // Equals stay in their order, which a sort by one key alone does not promise.
    let worst = lesions.enumerated().sorted {
      ($0.element.1.dice, $0.offset) < ($1.element.1.dice, $1.offset)
    }.prefix(Self.worstCount).map(\.element)
    var table = TextTable(columns: [
      ("lowest DSC", .left), ("label", .right), ("mm", .right), ("mL", .right),
      ("pred. mL", .right), ("DSC", .right), ("NSD", .right), ("HD95", .right),
    ])
    func number(_ value: Double?, _ format: String) -> String {
      value.map { ReportNumber.text($0, format) } ?? "-"
    }
    table.rows = worst.map { name, lesion in
      [
        name, "\(lesion.label)", number(lesion.reference?.diameterMillimetres, "%.1f"),
        number(lesion.referenceMillilitres, "%.2f"), number(lesion.predictionMillilitres, "%.2f"),
        number(lesion.dice, "%.3f"), number(lesion.normalisedSurfaceDice, "%.3f"),
        number(lesion.hausdorff95, "%.1f"),
      ]
    }
    // Names alone can be cut.
    let excess = (table.lines.map(\.count).max() ?? 0) - page.columns
    if excess > 0 {
      let longest = table.rows.map { $0[0].count }.max() ?? 0
      let room = max(longest - excess, Self.leastName)
      let mark = page.isUnicode ? "…" : "..."
      for row in table.rows.indices where table.rows[row][0].count > room {
        // The end tells cases of one folder apart.
        table.rows[row][0] = mark + table.rows[row][0].suffix(room - mark.count)
      }
    }
    return table.lines
  }

  private static let leastName = 12

  private var failureLine: String? {
    let failed = cases.filter { $0.problem != nil }.count
    if failed == 0 { return nil }
    var line =
      "\(failed) of \(cases.count) cases \(failed == 1 ? "has" : "have") no prediction that can be "
      + "compared and count\(failed == 1 ? "s" : "") as 0"
    if let overScoredCases {
      line +=
        "; the others have a mean DSC of \(ReportNumber.text(overScoredCases.dice.mean)) and NSD of "
        + ReportNumber.text(overScoredCases.normalisedSurfaceDice.mean)
    }
    return line + "."
  }

  private var efficiencyLine: String? {
    let all = cases.compactMap(\.efficiency)
    func part(_ name: String, _ value: (CaseEfficiency) -> Double?, _ format: String) -> String? {
      let values = all.compactMap(value)
      guard let most = values.max() else { return nil }
      return "\(name) \(ReportNumber.text(values.mean, format)) (most "
        + "\(ReportNumber.text(most, format)))"
    }
    let parts = [
      part("seconds", \.seconds, "%.2f"), part("peak memory in MB", \.peakMegabytes, "%.0f"),
      part("area under the RAM-time curve in GB s", \.gigabyteSeconds, "%.3f"),
    ].compactMap { $0 }
    return parts.isEmpty
      ? nil
      : "Efficiency of \(all.count) case\(all.count == 1 ? "" : "s"), means: "
        + parts.joined(separator: ", ") + "."
  }

  /// A paragraph in lines.
  private func wrapped(_ text: String, _ page: Page) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= page.columns {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension EvaluationGroup {
  /// The group's name in tables.
  package var name: String {
    switch kind {
    case .everything: unit == .cases ? "over cases" : "over lesions"
    case .size(let size): size.rawValue
    case .label(let label): "label \(label)"
    }
  }
}
