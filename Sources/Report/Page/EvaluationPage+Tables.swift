import Evaluation

extension EvaluationPage {
  var lesionsSection: PageSection? {
    guard !lesions.isEmpty else { return nil }
    let columns: [PageTable.Column] = [
      .init("Case"), .init("Label"), .init("Status"), .init("DSC", isNumber: true),
      .init("NSD", isNumber: true), .init("HD95 (mm)", isNumber: true),
      .init("Ref. (mL)", isNumber: true), .init("Pred. (mL)", isNumber: true),
      .init("Error (%)", isNumber: true), .init("Ref. (mm)", isNumber: true),
      .init("Pred. (mm)", isNumber: true), .init("Error (mm)", isNumber: true),
    ]
    return PageSection(
      "lesions", "All lesions",
      PageTable(
        "lesions",
        caption: "Lesions, lowest DSC first; reference and predicted volumes in mL, 0 where a mask "
          + "does not have the lesion; longest axial diameters in mm",
        columns: columns, rows: lesions.map(row), sortedBy: 3
      ).markup)
  }

  private func row(_ listed: ListedLesion) -> PageTable.Row {
    let lesion = listed.lesion
    func number(_ value: Double?, _ format: (Double) -> String) -> PageTable.Cell {
      .init(value.map(format) ?? Digits.missing)
    }
    let figure = figureIDs[listed.evaluated.name]
    return PageTable.Row(
      id: listed.id, style: listed.status == .found ? nil : "bad",
      cells: [
        .init(listed.evaluated.name, target: figure), .init(listed.labelText),
        .init(listed.status.rawValue), number(lesion.dice, Digits.score),
        number(lesion.normalisedSurfaceDice, Digits.score),
        number(lesion.hausdorff95) { Digits.fixed($0, 1) },
        .init(Digits.significant(lesion.referenceMillilitres)),
        .init(Digits.significant(lesion.predictionMillilitres)),
        number(lesion.volumeError.map { $0 * 100 }) { Digits.signed($0, 1) },
        number(lesion.reference?.diameterMillimetres) { Digits.fixed($0, 1) },
        number(lesion.prediction?.diameterMillimetres) { Digits.fixed($0, 1) },
        number(lesion.diameterError) { Digits.signed($0, 1) },
      ])
  }

  /// Where the slices of cases are, by case.
  var figureIDs: [String: String] {
    let figures = groups.flatMap(\.figures)
    return Dictionary(
      figures.enumerated().map { ($0.element.choice.evaluated.name, "figure-\($0.offset + 1)") },
      uniquingKeysWith: { first, _ in first })
  }

  /// Left out where every case has one lesion and nothing else is known of it: then the table of
  /// lesions says it all.
  var casesSection: PageSection? {
    let measured = report.cases.contains { $0.efficiency != nil }
    guard measured || report.cases.contains(where: { $0.lesions.count != 1 }) else { return nil }
    var columns: [PageTable.Column] = [
      .init("Case"), .init("Lesions", isNumber: true), .init("DSC", isNumber: true),
      .init("NSD", isNumber: true),
    ]
    if measured {
      columns += [
        .init("Time (s)", isNumber: true), .init("Peak memory (MB)", isNumber: true),
        .init("RAM-time (GB·s)", isNumber: true),
      ]
    }
    let rows = report.worstFirst.map { evaluated in
      var cells: [PageTable.Cell] = [
        .init(evaluated.name, target: figureIDs[evaluated.name]),
        .init("\(evaluated.lesions.count)"), .init(Digits.score(evaluated.dice)),
        .init(Digits.score(evaluated.normalisedSurfaceDice)),
      ]
      if measured {
        let cost = evaluated.efficiency
        cells += [
          .init(cost?.seconds.map { Digits.fixed($0, 2) } ?? Digits.missing),
          .init(cost?.peakMegabytes.map { Digits.fixed($0, 0) } ?? Digits.missing),
          .init(cost?.gigabyteSeconds.map { Digits.significant($0) } ?? Digits.missing),
        ]
      }
      return PageTable.Row(style: evaluated.problem == nil ? nil : "bad", cells: cells)
    }
    return PageSection(
      "cases", "All cases",
      PageTable(
        "cases", caption: "Cases, lowest DSC first; of each the means over its lesions",
        columns: columns, rows: rows, sortedBy: 2
      ).markup)
  }
}
