import Foundation
import Tables

extension AccuracyReport {
  /// One row a lesion under a row of names, as RFC 4180 writes such tables (lines end in LF).
  package var csv: String {
    var names = [
      "source", "case", "label", "long_axis_mm", "volume_mL", "predicted_mL", "dsc", "nsd",
      "hd95_mm",
    ]
    names += Baseline.allCases.flatMap { ["\($0.rawValue)_dsc", "\($0.rawValue)_nsd"] }
    names += lesions[0].displaced.flatMap { displaced in
      let radius = String(format: "%g", displaced.radius)
      return ["dsc_jitter_\(radius)", "nsd_jitter_\(radius)"]
    }
    var table = CSVTable()
    table.add(names)
    for lesion in lesions { table.add(Self.row(lesion)) }
    return table.text
  }

  private static func row(_ lesion: LesionAccuracy) -> [String] {
    let baselines = Baseline.allCases.compactMap { lesion.baselines[$0] }
    let agreements = baselines + lesion.displaced.map(\.mean)
    return [
      text(lesion.identity.source), text(lesion.identity.name), "\(lesion.identity.label)",
      String(format: "%.3f", lesion.longAxisMillimetres),
      number(lesion.referenceMillilitres), number(lesion.predictionMillilitres),
      number(lesion.agreement.dice), number(lesion.agreement.normalisedSurfaceDice),
      String(format: "%.3f", lesion.hausdorff95),
    ] + agreements.flatMap { [number($0.dice), number($0.normalisedSurfaceDice)] }
  }

  private static func number(_ value: Double) -> String { String(format: "%.6f", value) }

  /// Names are safe to show already.
  private static func text(_ text: String) -> String { CSVTable.guarded(text) { $0 } }
}
