import Recist

/// Short ways to write the course of a disease.
enum Course {
  /// A lesion, by default of the liver, with the axis that counts.
  static func lesion(
    _ name: String, _ millimetres: Double?, _ role: LesionRole = .target,
    in organ: String = "liver",
    _ status: FindingStatus = .present, volume: Double? = nil
  ) -> LesionFinding {
    let site = Site(organ)
    return LesionFinding(
      id: name, name: name, role: role, site: site, status: status,
      longAxisMillimetres: site.isNode ? millimetres.map { $0 + 3 } : millimetres,
      shortAxisMillimetres: site.isNode ? millimetres : nil, volumeMillilitres: volume)
  }

  static func node(
    _ name: String, _ millimetres: Double?, _ role: LesionRole = .target,
    _ status: FindingStatus = .present
  ) -> LesionFinding {
    lesion(name, millimetres, role, in: "lymph node", status)
  }

  static func gone(_ name: String, _ role: LesionRole = .target) -> LesionFinding {
    lesion(name, nil, role, in: "liver", .absent)
  }

  /// Timepoints labelled TP0, TP1, …
  static func assessed(_ findings: [LesionFinding]...) -> ResponseAssessment {
    ResponseAssessment(
      findings.enumerated().map { Timepoint(label: "TP\($0)", findings: $1) })
  }

  /// Of one target whose long axis takes these lengths.
  static func assessed(sums: [Double]) -> ResponseAssessment {
    ResponseAssessment(
      sums.enumerated().map { index, sum in
        Timepoint(label: "TP\(index)", findings: [sum > 0 ? lesion("A", sum) : gone("A")])
      })
  }
}
