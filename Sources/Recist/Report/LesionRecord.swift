extension ResponseDocument {
  /// One lesion at one timepoint.
  package struct LesionRecord: Codable, Hashable, Sendable {
    package var id: String
    package var name: String
    package var role: LesionRole
    /// Whether it is one of the targets that are summed.
    package var isInSum: Bool
    package var organ: String
    package var isNode: Bool
    package var status: FindingStatus
    package var axis: DiameterAxis
    package var longAxisMillimetres: Double?
    package var shortAxisMillimetres: Double?
    package var sliceThicknessMillimetres: Double?
    /// What counts: the axis as measured, 0 for absent, 5 for too small to measure.
    package var diameterMillimetres: Double?
    package var changeFromBaseline: ChangeRecord?
    package var nadirMillimetres: Double?
    package var changeFromNadir: ChangeRecord?
    package var volumeMillilitres: Double?
    package var volumeChange: VolumeChangeRecord?

    private enum CodingKeys: String, CodingKey {
      case id, name, role, organ, status, axis
      case isInSum = "in_sum"
      case isNode = "node"
      case longAxisMillimetres = "long_axis_mm"
      case shortAxisMillimetres = "short_axis_mm"
      case sliceThicknessMillimetres = "slice_thickness_mm"
      case diameterMillimetres = "diameter_mm"
      case changeFromBaseline = "change_from_baseline"
      case nadirMillimetres = "nadir_mm"
      case changeFromNadir = "change_from_nadir"
      case volumeMillilitres = "volume_mL"
      case volumeChange = "volume_change_from_baseline"
    }

    init(_ lesion: LesionChange) {
      let finding = lesion.finding
      id = finding.id
      name = finding.name
      role = lesion.role
      isInSum = lesion.isInSum
      organ = finding.site.organ
      isNode = finding.site.isNode
      status = finding.status
      axis = lesion.axis
      longAxisMillimetres = finding.measured(.long)?.millimetres
      shortAxisMillimetres = finding.measured(.short)?.millimetres
      sliceThicknessMillimetres = finding.sliceThicknessMillimetres.flatMap {
        $0.isFinite ? ResponseDocument.rounded($0) : nil
      }
      diameterMillimetres = lesion.diameter?.millimetres
      changeFromBaseline = ChangeRecord(lesion.fromBaseline)
      nadirMillimetres = lesion.atNadir?.millimetres
      changeFromNadir = ChangeRecord(lesion.fromNadir)
      volumeMillilitres = lesion.volumeMillilitres.map(ResponseDocument.rounded)
      volumeChange = VolumeChangeRecord(lesion.volumeChange)
    }

    /// By hand, since what has no value is to be there as null and not missing.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(name, forKey: .name)
      try container.encode(role, forKey: .role)
      try container.encode(isInSum, forKey: .isInSum)
      try container.encode(organ, forKey: .organ)
      try container.encode(isNode, forKey: .isNode)
      try container.encode(status, forKey: .status)
      try container.encode(axis, forKey: .axis)
      try container.encode(longAxisMillimetres, forKey: .longAxisMillimetres)
      try container.encode(shortAxisMillimetres, forKey: .shortAxisMillimetres)
      try container.encode(sliceThicknessMillimetres, forKey: .sliceThicknessMillimetres)
      try container.encode(diameterMillimetres, forKey: .diameterMillimetres)
      try container.encode(changeFromBaseline, forKey: .changeFromBaseline)
      try container.encode(nadirMillimetres, forKey: .nadirMillimetres)
      try container.encode(changeFromNadir, forKey: .changeFromNadir)
      try container.encode(volumeMillilitres, forKey: .volumeMillilitres)
      try container.encode(volumeChange, forKey: .volumeChange)
    }
  }
}

extension ResponseDocument {
  /// To a thousandth, so that JSON shows 4.82 and not 4.8200000000000003.
  static func rounded(_ value: Double) -> Double {
    let rounded = (value * 1000).rounded() / 1000
    return rounded.isFinite ? rounded : value
  }
}

extension ResponseDocument.ChangeRecord {
  init?(_ change: Change?) {
    guard let change else { return nil }
    self.init(millimetres: change.millimetres, percent: change.percent)
  }
}

extension ResponseDocument.VolumeChangeRecord {
  init?(_ change: VolumeChange?) {
    guard let change else { return nil }
    self.init(
      millilitres: ResponseDocument.rounded(change.millilitres(decimals: 3)),
      percent: change.percent.map(ResponseDocument.rounded))
  }
}

extension ResponseDocument.VerdictRecord {
  init?<Category>(_ verdict: Verdict<Category>?) {
    guard let verdict else { return nil }
    self.init(category: verdict.category.rawValue, reason: verdict.reason)
  }
}
