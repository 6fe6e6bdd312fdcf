import Foundation

extension ResponseAssessment {
  /// One row for each lesion of each timepoint and one, `sum`, for the timepoint itself, under a
  /// row of names, as RFC 4180 writes such tables (lines end in LF). What is not known is empty.
  package var csv: String {
    let names = [
      "timepoint", "date", "row", "id", "lesion", "role", "in_sum", "organ", "node", "status",
      "axis",
      "long_axis_mm", "short_axis_mm", "diameter_mm", "baseline_change_mm",
      "baseline_change_percent", "nadir_mm", "nadir_change_mm", "nadir_change_percent", "volume_mL",
      "volume_change_mL", "volume_change_percent", "target_response", "non_target_response",
      "new_lesions", "overall_response", "reason",
    ]
    let rows = timepoints.indices.flatMap { index in
      let changes = TimepointChanges(of: self, at: index)
      return changes.lesions.map { row($0, at: index) } + [row(changes, at: index)]
    }
    return ([names] + rows).map { $0.map(Self.field).joined(separator: ",") + "\n" }.joined()
  }

  private func row(_ lesion: LesionChange, at index: Int) -> [String] {
    let finding = lesion.finding
    return place(index) + [
      "lesion", finding.id, finding.name, lesion.role.rawValue, lesion.isInSum ? "yes" : "no",
      finding.site.organ,
      finding.site.isNode ? "yes" : "no", finding.status.rawValue, lesion.axis.rawValue,
      lesion.finding.measured(.long)?.description ?? "",
      lesion.finding.measured(.short)?.description ?? "", lesion.diameter?.description ?? "",
    ] + fields(lesion.fromBaseline) + [lesion.atNadir?.description ?? ""]
      + fields(lesion.fromNadir) + fields(lesion.volumeMillilitres, lesion.volumeChange)
      + Array(repeating: "", count: 5)
  }

  private func row(_ changes: TimepointChanges, at index: Int) -> [String] {
    let assessment = assessments[index]
    let sum = assessment.sum
    let isKnown = !sum.terms.isEmpty && sum.isComplete
    return place(index) + ["sum"] + Array(repeating: "", count: 10)
      + [isKnown ? sum.total.description : ""] + fields(changes.sumFromBaseline)
      + [assessment.nadir?.sum.description ?? ""] + fields(changes.sumFromNadir)
      + fields(changes.volumeMillilitres, changes.volumeChange)
      + [
        assessment.target?.category.rawValue ?? "", assessment.nonTarget?.category.rawValue ?? "",
        index == 0 ? "" : "\(assessment.newLesions.certain.count)",
        assessment.overall?.category.rawValue ?? "", assessment.overall?.reason ?? "",
      ]
  }

  private func place(_ index: Int) -> [String] {
    [timepoints[index].label, timepoints[index].date?.description ?? ""]
  }

  private func fields(_ change: Change?) -> [String] {
    [change?.signedMillimetres ?? "", change?.signedPercent ?? ""].map(Self.unsigned)
  }

  private func fields(_ volume: Double?, _ change: VolumeChange?) -> [String] {
    [
      Self.number(volume, "%.3f"), Self.number(change?.millilitres(decimals: 3), "%.3f"),
      Self.number(change?.percent, "%.1f"),
    ]
  }

  /// Numbers in CSV carry no plus sign.
  private static func unsigned(_ number: String) -> String {
    number.hasPrefix("+") ? String(number.dropFirst()) : number
  }

  /// In quotes where a comma, a quote or a line's end would be taken for the table's.
  private static func field(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
