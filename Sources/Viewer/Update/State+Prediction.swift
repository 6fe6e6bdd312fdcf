import Imaging

extension State {
  mutating func predictSelected() throws(Refusal) -> [Effect] {
    _ = try requireStudy()
    guard let lesion = selectedLesion else { throw Refusal(noSelectionReason) }
    let keymap = options.keymap
    switch status(of: lesion) {
    case .incomplete:
      throw Refusal(
        "place both ends of the diameter first (\(keymap.name(of: .confirm))).")
    case .unmeasured:
      throw Refusal(
        "lesion \(lesion.id) is recorded as \(lesion.finding.rawValue) and has no diameter to "
          + "predict from.")
    case .predicted:
      throw Refusal("lesion \(lesion.id) is predicted; move an end to predict it anew.")
    case .predicting, .queued:
      throw Refusal(
        "lesion \(lesion.id) is being predicted; \(keymap.name(of: .cancel)) cancels.")
    case .placed, .stale:
      return try predict([lesion.id])
    }
  }

  /// Every lesion that has no prediction of its present diameter.
  mutating func predictAll() throws(Refusal) -> [Effect] {
    _ = try requireStudy()
    guard !work.lesions.isEmpty else { throw Refusal(noSelectionReason) }
    let due = work.lesions.filter { [.placed, .stale].contains(status(of: $0)) }
    guard !due.isEmpty else {
      throw Refusal("every lesion with both ends is predicted or being predicted.")
    }
    return try predict(due.map(\.id))
  }

  private mutating func predict(_ ids: [Int]) throws(Refusal) -> [Effect] {
    if case .placing = mode { mode = restingMode }
    guard prediction?.isCancelling != true else {
      throw Refusal("the last prediction is still stopping; try again in a moment.")
    }
    if prediction != nil {
      prediction?.queue += ids
      message = Message(.info, "\(naming(ids)) will follow the prediction that runs.")
      return []
    }
    return startPrediction(ids)
  }

  private mutating func startPrediction(_ ids: [Int]) -> [Effect] {
    let sent = work.lesions.compactMap { lesion in
      lesion.diameter.map {
        PlacedLesion(id: lesion.id, diameter: $0, isPredicted: lesion.segmentation != nil)
      }
    }
    prediction = PredictionJob(requested: ids, sent: sent)
    return [.predict(lesions: sent, requested: ids)]
  }

  mutating func cancelPrediction() throws(Refusal) -> [Effect] {
    guard let job = prediction else { throw Refusal("there is nothing to cancel.") }
    guard !job.isCancelling else { throw Refusal("the prediction is stopping already.") }
    prediction?.isCancelling = true
    prediction?.queue = []
    message = Message(.info, "Stopping the prediction.")
    return [.cancelPrediction]
  }

  /// Takes a result in as one change, whatever the reader did since it was asked for.
  mutating func finishPrediction(_ result: PredictionResult) -> [Effect] {
    guard let job = prediction, let grid = volume?.grid else { return [] }
    prediction = nil
    guard !job.isCancelling else {
      message = Message(.info, "Prediction cancelled.")
      return []
    }
    guard result.mask.grid.shape == grid.shape else {
      message = Message(
        .error, "The predicted mask is on another grid than the study; it was dropped.")
      return []
    }
    // A lesion may have been deleted meanwhile, and one whose prediction was undone stays undone.
    let wanted = Set(
      work.lesions.filter { job.requested.contains($0.id) || $0.segmentation != nil }.map(\.id))
    let answered = job.requested.filter { wanted.contains($0) && result.measurements[$0] != nil }
    var effects: [Effect] = []
    if !answered.isEmpty {
      let title = "prediction of \(naming(answered).lowercased())"
      effects = change(title) { $0.merge(result, of: job, wanted: wanted) }
      display.showsMask = true
    }
    message = summary(of: result, answered: answered)
    let queue = job.queue.filter { id in
      work.lesion(id).map { [.placed, .stale].contains(status(of: $0)) } ?? false
    }
    if !queue.isEmpty { effects += startPrediction(queue) }
    return effects
  }

  private func summary(of result: PredictionResult, answered: [Int]) -> Message {
    let rescued = answered.filter(result.rescued.contains)
    if !rescued.isEmpty {
      return Message(
        .warning,
        "\(naming(rescued)): nothing was found, so the mask was raised inside the RECIST "
          + "sphere; check it.")
    }
    let time = "in \(fixed(result.seconds, 1)) s"
    if let id = answered.first, answered.count == 1, let lesion = result.measurements[id] {
      return Message(.info, "Lesion \(id): \(fixed(lesion.volumeMillilitres, 2)) mL \(time).")
    }
    return answered.isEmpty
      ? Message(.info, "The lesions were deleted before their prediction was done.")
      : Message(.info, "\(naming(answered)) predicted \(time).")
  }

  /// "Lesion 2" or "Lesions 1, 2, 3".
  private func naming(_ ids: [Int]) -> String {
    "Lesion\(ids.count == 1 ? "" : "s") " + ids.map(String.init).joined(separator: ", ")
  }
}

extension UserWork {
  /// Takes in the lesions of a result that are wanted; others keep what they had, but for voxels
  /// that the result gives to another lesion.
  mutating func merge(_ result: PredictionResult, of job: PredictionJob, wanted: Set<Int>) {
    let masks = result.mask.byLabel()
    for index in lesions.indices {
      let id = lesions[index].id
      let before = lesions[index].segmentation
      guard wanted.contains(id), let measurement = result.measurements[id] else {
        if let mask = before?.mask {
          lesions[index].segmentation?.mask = mask.removing(voxelsOf: result.mask)
        }
        continue
      }
      let isAnswer = job.requested.contains(id) || before == nil
      lesions[index].segmentation = LesionSegmentation(
        diameter: isAnswer ? job.sent.first { $0.id == id }?.diameter : before?.diameter,
        mask: masks[id] ?? Mask(emptyOn: result.mask.grid), measurement: measurement,
        rescued: result.rescued.contains(id) || (!isAnswer && before?.rescued == true))
    }
  }
}
