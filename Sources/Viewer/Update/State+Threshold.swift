import Imaging

extension State {
  /// What a key moves the threshold by, in logits.
  static var thresholdStep: Double { 0.5 }
  /// Logits beyond these are certain either way.
  private static var thresholdLimit: Double { 20 }

  /// Asks for the selected lesion's mask at a threshold above or below the present one, or the one
  /// that was asked for last.
  mutating func changeThreshold(by step: Double) throws(Refusal) -> [Effect] {
    let lesion = try requireThresholdedLesion()
    var present = lesion.segmentation?.threshold ?? 0
    if let pending = pendingThreshold(of: lesion.id) { present = pending }
    return try setThreshold(present + step)
  }

  /// Asks for the selected lesion's mask at a threshold.
  mutating func setThreshold(_ threshold: Double) throws(Refusal) -> [Effect] {
    let lesion = try requireThresholdedLesion()
    guard threshold.isFinite, abs(threshold) <= Self.thresholdLimit else {
      throw Refusal("a threshold lies between -20 and 20.")
    }
    if pendingThreshold(of: lesion.id) == nil, lesion.segmentation?.threshold == threshold {
      throw Refusal("the threshold is \(fixed(threshold, 1)) already.")
    }
    let last = reading.thresholdRequest
    let isSameBurst = last?.lesion == lesion.id && reading.isInThresholdBurst
    let request = ThresholdRequest(
      lesion: lesion.id, threshold: threshold, number: (last?.number ?? 0) + 1,
      burst: isSameBurst ? last?.burst ?? 0 : (last?.burst ?? 0) + 1,
      appliedRevision: isSameBurst ? last?.appliedRevision : nil)
    reading.thresholdRequest = request
    reading.isInThresholdBurst = true
    message = Message(.info, "Threshold \(fixed(threshold, 1)).")
    var placed = placedLesions()
    for index in placed.indices where placed[index].id == lesion.id {
      placed[index].threshold = threshold
    }
    return [.rethreshold(lesions: placed, lesion: lesion.id, request: request.number)]
  }

  /// The threshold that was asked for and has not been answered.
  func pendingThreshold(of lesion: Int) -> Double? {
    guard let request = reading.thresholdRequest, request.lesion == lesion, !request.isAnswered
    else { return nil }
    return request.threshold
  }

  /// Ends what only the next press of the same key goes on with.
  mutating func endBursts(before key: Key) {
    let command = options.keymap.command(for: key)
    if command != .lowerThreshold, command != .raiseThreshold {
      reading.isInThresholdBurst = false
    }
    if command != .predictSelected { reading.askedAnew = nil }
  }

  mutating func finishThreshold(_ result: PredictionResult, request number: Int) -> [Effect] {
    guard var request = answer(to: number), let volume,
      result.mask.grid.shape == volume.grid.shape,
      let lesion = work.lesion(request.lesion), lesion.segmentation?.isEdited == false,
      let measured = result.measurements[lesion.id]
    else { return [] }
    let (id, threshold) = (request.lesion, request.threshold)
    // Later masks of a burst take the place of its first, in one step of undo.
    let isLater = request.appliedRevision == revision
    let effects =
      isLater
      ? amend { $0.merge(result, of: id, threshold: threshold, volume: volume) }
      : change("threshold of lesion \(id)") {
        $0.merge(result, of: id, threshold: threshold, volume: volume)
      }
    request.appliedRevision = revision
    reading.thresholdRequest = request
    display.showsMask = true
    let volumeNow =
      work.lesion(id)?.segmentation?.measurement.volumeMillilitres ?? measured.volumeMillilitres
    message = Message(
      .info,
      "Lesion \(id) at threshold \(fixed(threshold, 1)): "
        + "\(fixed(volumeNow, 2)) mL.")
    return effects
  }

  mutating func refuseThreshold(_ refusal: ThresholdRefusal, request number: Int) {
    guard let request = answer(to: number) else { return }
    let key = options.keymap.name(of: .predictSelected)
    switch refusal {
    case .noLogits:
      message = Message(
        .warning,
        "Lesion \(request.lesion): predict it anew first (\(key)); what the network said of it is "
          + "not known any more.")
    case .empty:
      message = Message(
        .warning,
        "Lesion \(request.lesion): nothing lies above \(fixed(request.threshold, 1)); the mask "
          + "stays as it is.")
    }
  }

  /// The request of a number, marked as answered; `nil` for a late answer.
  private mutating func answer(to number: Int) -> ThresholdRequest? {
    guard let request = reading.thresholdRequest, request.number == number, !request.isAnswered
    else { return nil }
    reading.thresholdRequest?.isAnswered = true
    return reading.thresholdRequest
  }

  private func requireThresholdedLesion() throws(Refusal) -> Lesion {
    _ = try requireStudy()
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    let key = options.keymap.name(of: .predictSelected)
    guard let segmentation = lesion.segmentation else {
      throw Refusal("lesion \(lesion.id) has no mask; \(key) predicts one.")
    }
    guard !segmentation.isEdited else {
      throw Refusal("the mask was edited by hand; \(key) predicts it anew first.")
    }
    return lesion
  }
}
