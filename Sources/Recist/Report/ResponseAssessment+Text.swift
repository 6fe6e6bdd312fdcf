import Foundation

extension ResponseAssessment {
  /// No line of the report is wider.
  package static let textWidth = 80

  /// The report for people: a table of all timepoints, the lesions of one, and the reasons.
  ///
  /// - Parameter index: the timepoint whose lesions are listed; the last one by default.
  /// - Returns: lines of at most 80 columns, without a final line break.
  package func text(
    of index: Int? = nil, characters: TableCharacters = .unicode
  ) -> String {
    let index = index ?? timepoints.count - 1
    var blocks: [[String]] = []
    if !timepoints.isEmpty { blocks.append(summary(characters)) }
    if let changes = changes(at: index) {
      blocks += [
        diameters(changes, at: index, characters), others(changes, characters),
        volumes(changes, characters),
      ]
      blocks.append(reasons(at: index, characters))
    }
    if !problems.isEmpty {
      blocks.append(["To be put right:"] + problems.flatMap { item($0, characters) })
    }
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n")
  }

  private func summary(_ characters: TableCharacters) -> [String] {
    var table = ReportTable(columns: [
      .init(title: "timepoint", isRight: false), .init(title: "date", isRight: false),
      .init(title: "sum mm", widest: 8), .init(title: "base %"), .init(title: "nadir %"),
      .init(title: "target", isRight: false), .init(title: "non-t.", isRight: false),
      .init(title: "new"), .init(title: "overall", isRight: false),
    ])
    for (index, assessment) in assessments.enumerated() {
      let changes = TimepointChanges(of: self, at: index)
      let sum = assessment.sum
      table.rows.append([
        assessment.label, assessment.date?.description ?? "",
        sum.terms.isEmpty ? "" : Self.text(of: sum),
        Self.percent(changes.sumFromBaseline), Self.percent(changes.sumFromNadir),
        assessment.target?.category.rawValue ?? "",
        Self.short(assessment.nonTarget?.category.rawValue),
        index == 0 ? "" : "\(assessment.newLesions.certain.count)",
        Self.short(assessment.overall?.category.rawValue),
      ])
    }
    var lines = table.lines(characters, width: Self.textWidth)
    let isShortened = assessments.contains {
      $0.nonTarget?.category == .persistent || $0.overall?.category == .persistent
    }
    if isShortened { lines.append("NN: non-CR/non-PD") }
    if assessments.contains(where: { !$0.sum.isComplete }) {
      lines.append("*: without the targets that were not evaluated")
    }
    if let progression {
      lines += wrapped("Progression at \(progression.label).", characters)
    }
    return lines
  }

  private func diameters(
    _ changes: TimepointChanges, at index: Int, _ characters: TableCharacters
  ) -> [String] {
    let targets = changes.lesions.filter(\.isInSum)
    guard !targets.isEmpty else { return [] }
    var table = ReportTable(columns: [
      .init(title: "target", isRight: false), .init(title: "axis", isRight: false),
      .init(title: "mm", widest: 8), .init(title: "from baseline"), .init(title: "%"),
      .init(title: "from nadir"), .init(title: "%"),
    ])
    func row(
      _ name: String, _ axis: String, _ length: String, _ baseline: Change?, _ nadir: Change?
    ) -> [String] {
      [
        name, axis, length, baseline?.signedMillimetres ?? "", Self.percent(baseline),
        nadir?.signedMillimetres ?? "", Self.percent(nadir),
      ]
    }
    table.rows = targets.map { lesion in
      row(
        Self.name(lesion.finding), lesion.axis.rawValue,
        lesion.diameter?.description ?? Self.missing(lesion.finding), lesion.fromBaseline,
        lesion.fromNadir)
    }
    let sum = assessments[index].sum
    table.rows.append(
      row(
        "sum", "", Self.text(of: sum), changes.sumFromBaseline, changes.sumFromNadir))
    return wrapped("Diameters at \(timepoints[index].label)", characters)
      + table.lines(characters, width: Self.textWidth)
  }

  private func others(_ changes: TimepointChanges, _ characters: TableCharacters) -> [String] {
    let others = changes.lesions.filter { !$0.isInSum }
    guard !others.isEmpty else { return [] }
    var table = ReportTable(columns: [
      .init(title: "other lesion", isRight: false),
      .init(title: "role", isRight: false), .init(title: "organ", isRight: false, widest: 15),
      .init(title: "status", isRight: false), .init(title: "mm", widest: 6),
    ])
    table.rows = others.map { lesion in
      [
        Self.name(lesion.finding), lesion.role.rawValue, lesion.finding.site.organ,
        lesion.finding.status.rawValue, lesion.diameter?.description ?? "",
      ]
    }
    return table.lines(characters, width: Self.textWidth)
  }

  private func volumes(_ changes: TimepointChanges, _ characters: TableCharacters) -> [String] {
    guard changes.lesions.contains(where: { $0.finding.volumeMillilitres != nil }) else {
      return []
    }
    var table = ReportTable(columns: [
      .init(title: "volume", isRight: false), .init(title: "mL", widest: 12),
      .init(title: "from baseline", widest: 14), .init(title: "%", widest: 12),
    ])
    func row(_ name: String, _ volume: Double?, _ change: VolumeChange?) -> [String] {
      [
        name, Self.number(volume, "%.2f"), Self.number(change?.millilitres(decimals: 2), "%+.2f"),
        Self.number(change?.percent, "%+.1f"),
      ]
    }
    table.rows = changes.lesions.filter {
      $0.isInSum || $0.finding.volumeMillilitres != nil
    }.map {
      row(Self.name($0.finding), $0.volumeMillilitres, $0.volumeChange)
    }
    if changes.lesions.contains(where: \.isInSum) {
      table.rows.append(row("all targets", changes.volumeMillilitres, changes.volumeChange))
    }
    return table.lines(characters, width: Self.textWidth) + ["Volumes do not enter any category."]
  }

  private func reasons(at index: Int, _ characters: TableCharacters) -> [String] {
    let assessment = assessments[index]
    return [
      assessment.target.map { "Target: \($0.reason)." },
      assessment.nonTarget.map { "Non-target: \($0.reason)." },
      assessment.overall.map { "Overall: \($0.reason)." },
    ].compactMap { $0 }.flatMap { wrapped($0, characters) }
  }
}
