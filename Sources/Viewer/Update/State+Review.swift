import Imaging

// Cases that an evaluation or a batch of segmentations names, the worst first.
extension State {
  /// Whether the masks on the screen are those that were evaluated, so that their scores are known.
  var isAsEvaluated: Bool { reading.isUntouchedPrediction && agreement != nil }

  /// How the masks of a reviewed case agree with the truth by now; `nil` while they are those that were
  /// evaluated, and without a truth.
  var agreementNow: CaseAgreement? {
    guard let review = cases.current.review, let agreement else { return nil }
    return reading.isUntouchedPrediction && agreement == review.agreement ? nil : agreement
  }

  /// Whether a lesion's ends are as they were taken from a mask of which no diameter is known.
  func hasEndsFromMask(_ lesion: Lesion) -> Bool {
    guard let restored = loaded?.restored, restored.endsFromMask.contains(lesion.id) else {
      return false
    }
    return restored.lesions.contains { $0.id == lesion.id && $0.diameter == lesion.diameter }
  }

  /// Takes the scores that the file has for the prediction on the screen, and goes to the lesion that
  /// needs the reader most.
  ///
  /// - Parameter goingThere: whether the reader has not gone anywhere yet.
  mutating func takeUpReview(goingThere: Bool) {
    let review = cases.current.review
    // Nothing at all is what was evaluated where there is no prediction.
    reading.isOfPrediction = loaded?.restored?.isPrediction ?? (review != nil)
    guard let review else { return }
    if reading.isUntouchedPrediction { agreement = review.agreement }
    guard goingThere, let study = loaded else { return }
    let plane = DisplayPlane(plane, of: study.volume.grid)
    guard let worst = worstLesion(of: study, in: plane) else { return }
    let transient = mode.isTransient ? mode : nil
    select(worst.lesion)
    if let transient { enter(transient) }
    cursor = study.volume.grid.clamped(worst.place.centre)
    showSurroundings(of: worst.place.bounds, in: plane)
    reading.lesionWindow = lesionWindow(
      at: worst.place, worst.parts, in: plane, of: study.volume)
    showLesionWindow()
    if message == nil { message = worst.entry.map { Message(.info, sentence(about: $0)) } }
  }

  /// The lesion with the lowest DSC, then NSD, and where it is worst; without scores the first one.
  private func worstLesion(
    of study: LoadedStudy, in plane: DisplayPlane
  ) -> WorstLesion? {
    func part(_ mask: Mask?, _ label: Int?) -> LabelledMask? {
      guard let mask, let label = label.flatMap(UInt8.init(exactly:)) else { return nil }
      return (mask, label)
    }
    func mask(of lesion: Int?) -> Mask? {
      lesion.flatMap { work.lesion($0)?.segmentation?.mask }
    }
    let entries = (agreement?.entries ?? []).sorted {
      ($0.dice, $0.surfaceDice) < ($1.dice, $1.surfaceDice)
    }
    for entry in entries {
      let worst = WorstLesion(
        entry.lesion.flatMap { work.lesion($0)?.id }, entry, part(study.truth, entry.truth),
        part(mask(of: entry.lesion), entry.lesion), in: plane)
      if let worst { return worst }
    }
    let labels = work.lesions.filter { $0.segmentation != nil }.map(\.id)
    for label in labels + (study.truth?.presentLabels.map(Int.init) ?? []) {
      let worst = WorstLesion(
        labels.contains(label) ? label : nil, nil, part(study.truth, label),
        part(mask(of: label), label), in: plane)
      if let worst { return worst }
    }
    return nil
  }

  /// The lesion on which a case opens, and where.
  private struct WorstLesion {
    let lesion: Int?
    let entry: CaseAgreement.Entry?
    let place: SliceDisagreement
    /// What the reference and the prediction have of it.
    let parts: [LabelledMask]

    init?(
      _ lesion: Int?, _ entry: CaseAgreement.Entry?, _ reference: LabelledMask?,
      _ prediction: LabelledMask?, in plane: DisplayPlane
    ) {
      guard
        let place = SliceDisagreement(reference: reference, prediction: prediction, in: plane)
      else { return nil }
      self.lesion = lesion
      self.entry = entry
      self.place = place
      parts = [reference, prediction].compactMap(\.self)
    }
  }

  /// Puts the cursor in the middle of the picture, so close that a lesion takes half of its width or
  /// height, or 4 mm do, as what is smaller is a few voxels.
  private mutating func showSurroundings(of bounds: VoxelBox, in plane: DisplayPlane) {
    guard let geometry, let grid, let range = plane.range(of: bounds) else { return }
    func extent(_ voxels: Range<Int>, along axis: Int) -> Double {
      max(Double(voxels.count), 4 / max(grid.spacing[axis], 0.01))
    }
    let size = SIMD2(
      extent(range.columns, along: plane.columnAxis), extent(range.rows, along: plane.rowAxis))
    let millimetres = geometry.millimetresPerColumn(showing: size * 2)
    viewport = Viewport(
      zoom: millimetres < geometry.fitMillimetresPerColumn
        ? .millimetresPerColumn(millimetres) : .fit)
    try? centreOnCursor()
  }

  private func sentence(about entry: CaseAgreement.Entry) -> String {
    let scores = "DSC \(fixed(entry.dice, 2)) NSD \(fixed(entry.surfaceDice, 2))"
    switch (entry.truth, entry.lesion) {
    case (let truth?, nil): return "Lesion \(truth) of the reference was missed."
    case (nil, let lesion?): return "Lesion \(lesion) is not in the reference."
    case (_, let lesion): return "Lesion \(lesion.map(String.init) ?? "-"): \(scores)."
    }
  }
}
