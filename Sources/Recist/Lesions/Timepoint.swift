/// One examination of the patient, with every lesion that was looked for.
package struct Timepoint: Hashable, Codable, Sendable {
  /// Such as "baseline" or "week 8".
  package var label: String
  package var date: StudyDate?
  package var findings: [LesionFinding]
  /// Whether a tumour marker that counts in the trial is above its normal limit: there is no
  /// complete response of non-target disease while it is.
  package var markersAboveNormal: Bool

  private enum CodingKeys: String, CodingKey {
    case label, date, findings
    case markersAboveNormal = "markers_above_normal"
  }

  package init(
    label: String, date: StudyDate? = nil, findings: [LesionFinding],
    markersAboveNormal: Bool = false
  ) {
    self.label = label
    self.date = date
    self.findings = findings
    self.markersAboveNormal = markersAboveNormal
  }

  /// The finding of a lesion; the first, should there be several.
  package func finding(of id: String) -> LesionFinding? { findings.first { $0.id == id } }

  func findings(_ role: LesionRole) -> [LesionFinding] { findings.filter { $0.role == role } }

  /// A document may leave out what is usual: no marker is above normal.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    label = try container.decode(String.self, forKey: .label)
    date = try container.decodeIfPresent(StudyDate.self, forKey: .date)
    findings = try container.decode([LesionFinding].self, forKey: .findings)
    markersAboveNormal =
      try container.decodeIfPresent(Bool.self, forKey: .markersAboveNormal) ?? false
  }
}
