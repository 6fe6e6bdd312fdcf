import Evaluation
import Foundation

extension EvaluationPage {
  /// Means over groups of lesions. Not every lesion has every measure, so where they differ each
  /// count stands beside what it counts.
  func groupTable(_ groups: [EvaluationGroup]) -> Markup {
    let inReference = groups.contains { ($0.volumeError?.count ?? 0) != $0.count }
    let inBoth = groups.contains { ($0.diameterError?.count ?? 0) != $0.count }
    func count(_ title: String, _ isShown: Bool) -> [PageTable.Column] {
      isShown ? [.init(title, isNumber: true)] : []
    }
    func number(_ title: String) -> PageTable.Column { .init(title, isNumber: true) }
    let interval = hasIntervals ? " [95 % CI]" : ""
    let columns =
      [.init("Lesions"), number("n"), number("DSC" + interval), number("NSD" + interval)]
      + count("n in reference", inReference)
      + [number("Volume error (%)"), number("|Volume error| (%)")]
      + count("n in both", inBoth)
      + [number("HD95 (mm)"), number("Diameter error (mm)"), number("|Diameter error| (mm)")]
    return PageTable(
      "groups",
      caption: "Means over lesions, by the longest axial diameter in the reference"
        + (report.byLabel.isEmpty ? "" : " and by label")
        + (inReference || inBoth
          ? "; scores over all n, volume errors over those in the reference, HD95 and diameter errors "
            + "over those in both masks" : ""),
      columns: columns,
      rows: groups.map { row($0, inReference: inReference, inBoth: inBoth) }
    ).markup
  }

  private func row(
    _ group: EvaluationGroup, inReference: Bool, inBoth: Bool
  ) -> PageTable.Row {
    let (volume, diameter) = (group.volumeError, group.diameterError)
    func text(_ value: Double?, _ format: (Double) -> String) -> PageTable.Cell {
      .init(value.map(format) ?? Digits.missing)
    }
    var cells: [PageTable.Cell] = [
      .init(Self.name(of: group)), .init("\(group.count)"),
      .init(Self.estimate(group.dice, Digits.score)),
      .init(Self.estimate(group.normalisedSurfaceDice, Digits.score)),
    ]
    if inReference { cells.append(.init("\(volume?.count ?? 0)")) }
    cells += [
      text(volume?.mean.mean) { Digits.signed($0 * 100, 1) },
      text(volume?.meanMagnitude.mean) { Digits.fixed($0 * 100, 1) },
    ]
    if inBoth { cells.append(.init("\(diameter?.count ?? 0)")) }
    cells += [
      text(group.hausdorff95?.mean) { Digits.fixed($0, 1) },
      text(diameter?.mean.mean) { Digits.signed($0, 1) },
      text(diameter?.meanMagnitude.mean) { Digits.fixed($0, 1) },
    ]
    return PageTable.Row(cells: cells)
  }

  /// Why the sizes do not add up to all lesions; none where they do.
  var sizelessNote: [Markup] {
    let extra = lesions.count { $0.lesion.size == nil }
    guard extra > 0 else { return [] }
    let verb = extra == 1 ? "is" : "are"
    return [
      .element(
        "p", ["class": "muted"],
        .text(
          "The sizes add up to \(lesions.count - extra) of \(Digits.count(lesions.count, "lesion")): "
            + "\(extra) that only the prediction has \(verb) of no size, and "
            + "\(extra == 1 ? "counts" : "count") in “all” with a DSC and an NSD of 0."))
    ]
  }

  private static func name(of group: EvaluationGroup) -> String {
    switch group.kind {
    case .everything: "all"
    case .size(let size): size.text
    case .label(let label): "label \(label)"
    }
  }
}

extension SizeClass {
  /// As a page writes it.
  var text: String {
    rawValue.replacingOccurrences(of: ">=", with: "≥").replacingOccurrences(of: "-", with: "–")
  }
}
