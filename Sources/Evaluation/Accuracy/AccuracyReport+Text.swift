import Foundation
import Tables

extension AccuracyReport {
  /// The report for people, in tables.
  ///
  /// - Parameter subject: what was measured, the first line.
  package func text(of subject: String) -> String {
    var blocks = [heading(subject), groupTable]
    if !lesions[0].displaced.isEmpty { blocks.append(displacedTable) }
    blocks += [worstTable, [volumeLine]]
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }

  private func heading(_ subject: String) -> [String] {
    [
      subject,
      "DSC, and NSD at \(Self.plain(tolerance)) mm, which is 0 where DSC is below "
        + "\(Self.plain(LesionScore.leastDice)): means over lesions, in brackets their",
      "\(Self.plain(MeanEstimate.level * 100)) % bootstrap intervals; of the baselines DSC / NSD. "
        + "Sizes are lengths of the RECIST diameter.",
    ]
  }

  private var groupTable: [String] {
    var table = TextTable(
      columns: [("lesions", .left), ("n", .right), ("DSC", .left), ("NSD", .left)]
        + Baseline.allCases.map { ($0.name, .left) })
    table.rows = groups.map { group in
      [group.name, "\(group.count)", Self.estimate(group.dice)]
        + [Self.estimate(group.normalisedSurfaceDice)]
        + Baseline.allCases.map { baseline in
          group.baselines[baseline].map {
            "\(Self.number($0.dice)) / \(Self.number($0.normalisedSurfaceDice))"
          } ?? ""
        }
    }
    return table.lines
  }

  private var displacedTable: [String] {
    var table = TextTable(columns: [
      ("ends displaced", .left), ("voxels", .right), ("DSC", .right), ("NSD", .right),
      ("change of DSC", .left), ("change of NSD", .left),
    ])
    for group in groups {
      table.rows.append([
        group.name, "0", Self.number(group.dice.mean),
        Self.number(group.normalisedSurfaceDice.mean), "", "",
      ])
      table.rows += group.displaced.map { displaced in
        [
          "", Self.plain(displaced.radius), Self.number(displaced.agreement.dice),
          Self.number(displaced.agreement.normalisedSurfaceDice),
          Self.estimate(displaced.diceChange, "%+.3f"),
          Self.estimate(displaced.surfaceChange, "%+.3f"),
        ]
      }
    }
    return table.lines
  }

  private var worstTable: [String] {
    var table = TextTable(columns: [
      ("lowest DSC", .left), ("label", .right), ("source", .left), ("long axis", .right),
      ("volume", .right), ("predicted", .right), ("DSC", .right), ("NSD", .right),
    ])
    table.rows = worst.map { lesion in
      [
        lesion.identity.name, "\(lesion.identity.label)", lesion.identity.source,
        "\(Self.number(lesion.longAxisMillimetres, "%.1f")) mm",
        "\(Self.number(lesion.referenceMillilitres)) mL",
        "\(Self.number(lesion.predictionMillilitres)) mL", Self.number(lesion.agreement.dice),
        Self.number(lesion.agreement.normalisedSurfaceDice),
      ]
    }
    return table.lines
  }

  private var volumeLine: String {
    func percent(_ share: Double) -> String { Self.number(share * 100, "%+.1f") }
    let interval = volumeError.mean.interval.map {
      " [\(percent($0.lowerBound)), \(percent($0.upperBound))]"
    }
    return "volume error: mean \(percent(volumeError.mean.mean)) %\(interval ?? ""), median "
      + "\(percent(volumeError.median)) %, mean magnitude "
      + "\(Self.number(volumeError.meanMagnitude * 100, "%.1f")) %"
  }

  private static func number(_ value: Double, _ format: String = "%.3f") -> String {
    let text = String(format: format, value)
    // What rounds to nothing has no sign that would mean anything.
    let isZero = text.hasPrefix("-") && !text.contains { $0 != "0" && $0.isNumber }
    return isZero ? String(format: format, 0.0) : text
  }

  /// Without zeros that say nothing.
  private static func plain(_ value: Double) -> String { String(format: "%g", value) }

  private static func estimate(_ estimate: MeanEstimate, _ format: String = "%.3f") -> String {
    let interval = estimate.interval.map {
      " [\(number($0.lowerBound, format)), \(number($0.upperBound, format))]"
    }
    return number(estimate.mean, format) + (interval ?? "")
  }
}
