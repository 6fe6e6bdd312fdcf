extension ResponseDocument {
  /// One timepoint.
  package struct TimepointRecord: Codable, Hashable, Sendable {
    package var label: String
    package var date: StudyDate?
    package var lesions: [LesionRecord]
    /// Of the targets that were evaluated; `nil` without targets.
    package var sumMillimetres: Double?
    /// Whether every target was evaluated.
    package var isSumComplete: Bool
    package var nadir: NadirRecord?
    package var changeFromBaseline: ChangeRecord?
    package var changeFromNadir: ChangeRecord?
    package var targetVolumeMillilitres: Double?
    package var targetVolumeChange: VolumeChangeRecord?
    package var markersAboveNormal: Bool
    package var target: VerdictRecord?
    package var nonTarget: VerdictRecord?
    /// Ids of the certain and of the doubtful ones.
    package var newLesions: [String]
    package var equivocalNewLesions: [String]
    package var overall: VerdictRecord?

    private enum CodingKeys: String, CodingKey {
      case label, date, lesions, nadir, target, overall
      case sumMillimetres = "sum_mm"
      case isSumComplete = "sum_complete"
      case changeFromBaseline = "change_from_baseline"
      case changeFromNadir = "change_from_nadir"
      case targetVolumeMillilitres = "target_volume_mL"
      case targetVolumeChange = "target_volume_change_from_baseline"
      case markersAboveNormal = "markers_above_normal"
      case nonTarget = "non_target"
      case newLesions = "new_lesions"
      case equivocalNewLesions = "equivocal_new_lesions"
    }

    init(_ assessment: ResponseAssessment, at index: Int) {
      let (timepoint, assessed) = (assessment.timepoints[index], assessment.assessments[index])
      let changes = TimepointChanges(of: assessment, at: index)
      label = timepoint.label
      date = timepoint.date
      lesions = changes.lesions.map(LesionRecord.init)
      sumMillimetres = assessed.sum.terms.isEmpty ? nil : assessed.sum.total.millimetres
      isSumComplete = assessed.sum.isComplete
      nadir = assessed.nadir.map {
        NadirRecord(millimetres: $0.sum.millimetres, timepoint: $0.label)
      }
      changeFromBaseline = ChangeRecord(changes.sumFromBaseline)
      changeFromNadir = ChangeRecord(changes.sumFromNadir)
      targetVolumeMillilitres = changes.volumeMillilitres.map(ResponseDocument.rounded)
      targetVolumeChange = VolumeChangeRecord(changes.volumeChange)
      markersAboveNormal = timepoint.markersAboveNormal
      target = VerdictRecord(assessed.target)
      nonTarget = VerdictRecord(assessed.nonTarget)
      newLesions = assessed.newLesions.certain.map(\.id)
      equivocalNewLesions = assessed.newLesions.equivocal.map(\.id)
      overall = VerdictRecord(assessed.overall)
    }

    /// By hand, since what has no value is to be there as null and not missing.
    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(label, forKey: .label)
      try container.encode(date, forKey: .date)
      try container.encode(lesions, forKey: .lesions)
      try container.encode(sumMillimetres, forKey: .sumMillimetres)
      try container.encode(isSumComplete, forKey: .isSumComplete)
      try container.encode(nadir, forKey: .nadir)
      try container.encode(changeFromBaseline, forKey: .changeFromBaseline)
      try container.encode(changeFromNadir, forKey: .changeFromNadir)
      try container.encode(targetVolumeMillilitres, forKey: .targetVolumeMillilitres)
      try container.encode(targetVolumeChange, forKey: .targetVolumeChange)
      try container.encode(markersAboveNormal, forKey: .markersAboveNormal)
      try container.encode(target, forKey: .target)
      try container.encode(nonTarget, forKey: .nonTarget)
      try container.encode(newLesions, forKey: .newLesions)
      try container.encode(equivocalNewLesions, forKey: .equivocalNewLesions)
      try container.encode(overall, forKey: .overall)
    }
  }
}
