/// The lesions of one timepoint that were not there at baseline (RECIST 1.1, section 4.3.5).
package struct NewLesions: Hashable, Sendable {
  /// Certain ones: progression.
  package let certain: [LesionFinding]
  /// In doubt: no progression until a later timepoint makes them certain.
  package let equivocal: [LesionFinding]

  /// - Parameter baseline: whose lesions are not new, whatever a later finding calls them.
  package init(in timepoint: Timepoint, since baseline: Timepoint) {
    let new = timepoint.findings(.new).filter { baseline.finding(of: $0.id) == nil }
    equivocal = new.filter { $0.status == .notEvaluable }
    certain = new.filter { finding in
      switch finding.status {
      case .absent, .notEvaluable: false
      case .present, .tooSmallToMeasure, .unequivocalProgression:
        !finding.isNormalNode(isNode: finding.site.isNode)
      }
    }
  }

  /// What the overall reason says of them; `nil` for nothing.
  var phrase: String? {
    if !certain.isEmpty { return "new lesion \(Self.names(certain))" }
    return equivocal.isEmpty ? nil : "\(Self.names(equivocal)) may be new and is in doubt"
  }

  private static func names(_ findings: [LesionFinding]) -> String {
    findings.map { finding in
      finding.site.organ.isEmpty ? finding.quoted : "\(finding.quoted) (\(finding.site.organ))"
    }.joined(separator: ", ")
  }
}
