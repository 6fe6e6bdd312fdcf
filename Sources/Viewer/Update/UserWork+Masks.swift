import Imaging

extension UserWork {
  /// Takes in the lesions of a result that are wanted; others keep what they had, but for voxels
  /// that the result gives to another lesion.
  ///
  /// Masks that were edited by hand lose nothing: the result loses what meets them.
  mutating func merge(
    _ result: PredictionResult, of job: PredictionJob, wanted: Set<Int>, volume: Volume
  ) {
    let requested = Set(job.requested)
    replaceMasks(by: result, wanted: wanted, evenIfEdited: requested, volume) {
      lesion, mask, measurement in
      let before = lesion.segmentation
      let isAnswer = requested.contains(lesion.id) || before == nil
      return LesionSegmentation(
        diameter: isAnswer ? job.sent.first { $0.id == lesion.id }?.diameter : before?.diameter,
        mask: mask, measurement: measurement,
        rescued: result.rescued.contains(lesion.id) || (!isAnswer && before?.rescued == true),
        threshold: isAnswer ? 0 : before?.threshold ?? 0)
    }
  }

  /// Takes in the masks at one lesion's new threshold, and what its neighbours lose or win by it.
  mutating func merge(
    _ result: PredictionResult, of lesion: Int, threshold: Double, volume: Volume
  ) {
    let wanted = Set(lesions.filter { $0.segmentation?.isEdited == false }.map(\.id))
    replaceMasks(by: result, wanted: wanted, evenIfEdited: [], volume) {
      known, mask, measurement in
      guard var segmentation = known.segmentation else { return nil }
      segmentation.mask = mask
      segmentation.measurement = measurement
      if known.id == lesion { segmentation.threshold = threshold }
      return segmentation
    }
  }

  /// - Parameters:
  ///   - wanted: the lesions whose masks are replaced where the result measured them.
  ///   - evenIfEdited: lesions whose voxels are not safe from the result though edited by hand.
  ///   - segmentation: what a lesion gets for its new mask, which is measured anew where it lost
  ///     voxels to an edited one.
  private mutating func replaceMasks(
    by result: PredictionResult, wanted: Set<Int>, evenIfEdited: Set<Int>, _ volume: Volume,
    segmentation: (Lesion, Mask, LesionMeasurement) -> LesionSegmentation?
  ) {
    let edited = lesions.filter { !evenIfEdited.contains($0.id) }.compactMap(\.segmentation)
      .filter(\.isEdited).map(\.mask)
    var masks = result.mask.byLabel().filter {
      wanted.contains($0.key) && result.measurements[$0.key] != nil
    }
    for (id, mask) in masks {
      masks[id] = edited.reduce(mask) { $0.removing(voxelsOf: $1) }
    }
    for index in lesions.indices {
      let lesion = lesions[index]
      if let mask = masks[lesion.id], let label = UInt8(exactly: lesion.id) {
        let isWhole = mask.count(of: label) == result.mask.count(of: label)
        let measurement =
          isWhole
          ? result.measurements[lesion.id]
          : LesionMeasurement(of: lesion.id, in: mask, volume: volume)
        lesions[index].segmentation = measurement.flatMap { segmentation(lesion, mask, $0) }
      } else if wanted.contains(lesion.id), let measurement = result.measurements[lesion.id] {
        lesions[index].segmentation = segmentation(
          lesion, Mask(emptyOn: result.mask.grid), measurement)
      } else if let known = lesion.segmentation, !known.isEdited || evenIfEdited.contains(lesion.id)
      {
        lesions[index].give(up: masks.values, volume: volume)
      }
    }
  }
}

extension Lesion {
  /// Takes the voxels of other masks out of this lesion's, and measures what is left; without any
  /// left there is no mask.
  fileprivate mutating func give(up masks: some Sequence<Mask>, volume: Volume) {
    guard let before = segmentation?.mask else { return }
    let after = masks.reduce(before) { $0.removing(voxelsOf: $1) }
    guard let label = UInt8(exactly: id), after.count(of: label) != before.count(of: label) else {
      return
    }
    setMask(after, volume: volume)
  }

  /// Puts another mask in place of the lesion's own and measures it; `nil` segmentation for one
  /// without voxels.
  mutating func setMask(_ mask: Mask, volume: Volume) {
    guard let measurement = LesionMeasurement(of: id, in: mask, volume: volume) else {
      segmentation = nil
      return
    }
    if segmentation == nil {
      segmentation = LesionSegmentation(
        diameter: diameter, mask: mask, measurement: measurement)
    }
    segmentation?.mask = mask
    segmentation?.measurement = measurement
  }
}
