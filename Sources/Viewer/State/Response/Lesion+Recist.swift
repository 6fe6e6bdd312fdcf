import Imaging
import Recist

extension Lesion {
  /// Whether an end of its diameter is still to be placed: a target that is there is measured; what
  /// is gone, cannot be measured or is only followed by eye stands without ends.
  package var isUnfinished: Bool {
    guard diameter == nil, finding == .present else { return false }
    return role == .target || a != nil || b != nil
  }

  /// Whether it is recorded without any end.
  package var hasNoEnds: Bool { a == nil && b == nil }

  /// What RECIST 1.1 takes from it: the placed diameter as the long axis, the short axis that was
  /// placed or else the mask's, and the mask's volume. A copy that the reader did not confirm is
  /// another study's measurement: here it is not evaluated.
  package func recistFinding(on grid: VoxelGrid) -> LesionFinding {
    guard !isUnconfirmed else {
      return LesionFinding(
        id: String(id), name: name, role: role, site: site, status: .notEvaluable,
        sliceThicknessMillimetres: grid.axialSpacing)
    }
    return LesionFinding(
      id: String(id), name: name, role: role, site: site, status: finding,
      longAxisMillimetres: diameter?.millimetres(in: grid),
      shortAxisMillimetres: shortAxis?.millimetres(in: grid) ?? maskShortAxis(on: grid),
      sliceThicknessMillimetres: grid.axialSpacing,
      volumeMillilitres: currentMeasurement?.volumeMillilitres)
  }

  /// Whether its short axis is the mask's, since none was placed.
  package func takesShortAxisOfMask(on grid: VoxelGrid) -> Bool {
    !isUnconfirmed && shortAxis == nil && maskShortAxis(on: grid) != nil
  }

  /// What was measured of the mask, unless the diameter was moved since; a mask that was changed by
  /// hand is the reader's word.
  var currentMeasurement: LesionMeasurement? {
    guard let segmentation, !isStale || segmentation.isEdited else { return nil }
    return segmentation.measurement
  }

  /// In mm; `nil` for one that is longer than the placed long axis, to which it cannot belong.
  private func maskShortAxis(on grid: VoxelGrid) -> Double? {
    guard let short = currentMeasurement?.shortAxisMillimetres,
      let long = diameter?.millimetres(in: grid), short <= long
    else { return nil }
    return short
  }

  /// The lesion under another number, its mask relabelled.
  ///
  /// - Parameter number: from 1 to 255.
  func renumbered(_ number: Int) -> Lesion {
    var lesion = self
    lesion.id = number
    guard let segmentation, let label = UInt8(exactly: number) else { return lesion }
    let mask = segmentation.mask
    lesion.segmentation?.mask = Mask(
      grid: mask.grid, box: mask.box, labels: mask.labels.map { $0 == 0 ? 0 : label })
    lesion.segmentation?.measurement.label = number
    return lesion
  }
}

extension VoxelGrid {
  /// From one axial slice to the next, in mm: what a file tells of the slice thickness.
  var axialSpacing: Double { spacing[DisplayPlane(.axial, of: self).sliceAxis] }
}

extension FindingStatus {
  /// In a word that fits a column.
  var word: String {
    switch self {
    case .present: "present"
    case .absent: "absent"
    case .tooSmallToMeasure: "small"
    case .unequivocalProgression: "worse"
    case .notEvaluable: "NE"
    }
  }
}
