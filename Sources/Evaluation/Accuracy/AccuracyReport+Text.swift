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
      "DSC, and NSD at \(ReportNumber.plain(tolerance)) mm, which is 0 where DSC is below "
        + "\(ReportNumber.plain(LesionScore.leastDice)): means over lesions, in brackets their",
      "\(ReportNumber.plain(MeanEstimate.level * 100)) % bootstrap intervals; of the baselines DSC / NSD. "
        + "Sizes are lengths of the RECIST diameter.",
    ]
  }

  private var groupTable: [String] {
    var table = TextTable(
      columns: [("lesions", .left), ("n", .right), ("DSC", .left), ("NSD", .left)]
        + Baseline.allCases.map { ($0.name, .left) })
    table.rows = groups.map { group in
      [group.name, "\(group.count)", group.dice.text()]
        + [group.normalisedSurfaceDice.text()]
        + Baseline.allCases.map { baseline in
          group.baselines[baseline].map {
            "\(ReportNumber.text($0.dice)) / \(ReportNumber.text($0.normalisedSurfaceDice))"
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
        group.name, "0", ReportNumber.text(group.dice.mean),
        ReportNumber.text(group.normalisedSurfaceDice.mean), "", "",
      ])
      table.rows += group.displaced.map { displaced in
        [
          "", ReportNumber.plain(displaced.radius), ReportNumber.text(displaced.agreement.dice),
          ReportNumber.text(displaced.agreement.normalisedSurfaceDice),
          displaced.diceChange.text("%+.3f"),
          displaced.surfaceChange.text("%+.3f"),
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
        "\(ReportNumber.text(lesion.longAxisMillimetres, "%.1f")) mm",
        "\(ReportNumber.text(lesion.referenceMillilitres)) mL",
        "\(ReportNumber.text(lesion.predictionMillilitres)) mL",
        ReportNumber.text(lesion.agreement.dice),
        ReportNumber.text(lesion.agreement.normalisedSurfaceDice),
      ]
    }
    return table.lines
  }

  private var volumeLine: String {
    "volume error: mean \(volumeError.mean.text("%+.1f", scale: 100, unit: " %")), median "
      + "\(ReportNumber.text(volumeError.median * 100, "%+.1f")) %, mean magnitude "
      + "\(ReportNumber.text(volumeError.meanMagnitude * 100, "%.1f")) %"
  }
}
