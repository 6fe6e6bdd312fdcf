/// What a reader says of one lesion at one timepoint.
package enum FindingStatus: String, Codable, CaseIterable, Sendable {
  /// There; a target is measured.
  case present
  /// Gone: a target counts 0 mm.
  case absent
  /// There, but too small to measure: a target counts 5 mm (RECIST 1.1, section 4.3.2).
  case tooSmallToMeasure = "too small to measure"
  /// Of a non-target lesion: worse beyond doubt, so that the patient's disease as a whole has
  /// progressed.
  case unequivocalProgression = "unequivocal progression"
  /// Not imaged, or not to be judged; of a new lesion: in doubt.
  case notEvaluable = "not evaluable"
}
