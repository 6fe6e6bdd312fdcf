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
      // What was predicted at another threshold starts at 0 again.
      if lesion.segmentation?.isEdited == true || lesion.segmentation?.threshold == 0 {
        try askBeforePredictingAnew(lesion)
      }
      return try predict([lesion.id])
    case .predicting, .queued:
      throw Refusal(
        "lesion \(lesion.id) is being predicted; \(keymap.name(of: .cancel)) cancels.")
    case .placed, .stale:
      if lesion.segmentation?.isEdited == true { try askBeforePredictingAnew(lesion) }
      return try predict([lesion.id])
    }
  }

  /// Refuses the first of two presses, for a mask that the second one replaces.
  private mutating func askBeforePredictingAnew(_ lesion: Lesion) throws(Refusal) {
    guard reading.askedAnew != lesion.id else { return }
    reading.askedAnew = lesion.id
    let key = options.keymap.name(of: .predictSelected)
    throw Refusal(
      lesion.segmentation?.isEdited == true
        ? "the mask was edited by hand; \(key) again replaces it."
        : "lesion \(lesion.id) is predicted already; \(key) again predicts it anew.")
  }

  /// Every lesion that has no prediction of its present diameter.
  mutating func predictAll() throws(Refusal) -> [Effect] {
    _ = try requireStudy()
    guard !work.lesions.isEmpty else { throw Refusal(noSelectionReason) }
    let open = work.lesions.filter { [.placed, .stale].contains(status(of: $0)) }
    // A mask that was edited by hand is the reader's: only p, pressed twice, replaces it.
    let due = open.filter { $0.segmentation?.isEdited != true }
    guard !due.isEmpty else {
      if let edited = open.first {
        throw Refusal(
          "the mask of lesion \(edited.id) was edited by hand; select it, and "
            + "\(options.keymap.name(of: .predictSelected)) replaces it.")
      }
      throw Refusal("every lesion with both ends is predicted or being predicted.")
    }
    return try predict(due.map(\.id))
  }

  private mutating func predict(_ ids: [Int]) throws(Refusal) -> [Effect] {
    if case .placing = mode { mode = restingMode }
    reading.askedAnew = nil
    if prediction != nil {
      prediction?.queue += ids
      message = Message(.info, "\(naming(ids)) will follow the prediction that runs.")
      return []
    }
    return startPrediction(ids)
  }

  private mutating func startPrediction(_ ids: [Int]) -> [Effect] {
    let sent = placedLesions(requested: ids)
    reading.predictionCount += 1
    prediction = PredictionJob(number: reading.predictionCount, requested: ids, sent: sent)
    return [.predict(lesions: sent, requested: ids, job: reading.predictionCount)]
  }

  /// Every lesion with a diameter, as the runner is told of it: those to be predicted by their
  /// present diameter, others by the one that their mask was made from. A mask that was edited by
  /// hand takes no part in dividing voxels by their logits.
  func placedLesions(requested: [Int] = []) -> [PlacedLesion] {
    work.lesions.compactMap { lesion in
      guard let diameter = lesion.diameter else { return nil }
      let isPredicted = lesion.segmentation.map { !$0.isEdited } ?? false
      guard let mask = lesion.segmentation, !requested.contains(lesion.id) else {
        return PlacedLesion(id: lesion.id, diameter: diameter, isPredicted: isPredicted)
      }
      return PlacedLesion(
        id: lesion.id, diameter: mask.diameter ?? diameter, isPredicted: isPredicted,
        threshold: mask.threshold)
    }
  }

  /// Drops the prediction that runs: its answer, should it still come, bears an old number.
  mutating func cancelPrediction() throws(Refusal) -> [Effect] {
    guard prediction != nil else { throw Refusal("there is nothing to cancel.") }
    prediction = nil
    message = Message(.info, "Prediction cancelled.")
    return [.cancelPrediction]
  }

  mutating func failPrediction(_ reason: String) {
    prediction = nil
    message = Message(.error, "Prediction failed: \(reason)")
  }

  /// Takes a result in as one change, whatever the reader did since it was asked for.
  mutating func finishPrediction(_ result: PredictionResult) -> [Effect] {
    guard let job = prediction, let volume else { return [] }
    prediction = nil
    guard result.mask.grid.shape == volume.grid.shape else {
      message = Message(
        .error, "The predicted mask is on another grid than the study; it was dropped.")
      return []
    }
    // A lesion may have been deleted meanwhile, and one whose prediction was undone stays undone. A
    // mask edited by hand is replaced only where that was asked for.
    let wanted = Set(
      work.lesions.filter { lesion in
        job.requested.contains(lesion.id)
          || (lesion.segmentation?.isEdited == false && job.isAbout(lesion))
      }.map(\.id))
    let answered = job.requested.filter { wanted.contains($0) && result.measurements[$0] != nil }
    var effects: [Effect] = []
    if !answered.isEmpty {
      let title = "prediction of \(naming(answered).lowercased())"
      effects = change(title) { $0.merge(result, of: job, wanted: wanted, volume: volume) }
      display.showsMask = true
    }
    message = summary(of: result, answered: answered)
    // Each was asked for by name: that it has a mask already does not take it back.
    let queue = job.queue.filter { work.lesion($0)?.diameter != nil }
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
    if let id = answered.first, answered.count == 1 {
      // As it is now: a neighbour that was painted by hand may have kept some of its voxels.
      guard let measured = work.lesion(id)?.segmentation?.measurement else {
        return Message(
          .warning, "Lesion \(id): all of its voxels belong to masks that were edited by hand.")
      }
      return Message(.info, "Lesion \(id): \(fixed(measured.volumeMillilitres, 2)) mL \(time).")
    }
    return answered.isEmpty
      ? Message(.info, "The lesions were deleted before their prediction was done.")
      : Message(.info, "\(naming(answered)) predicted \(time).")
  }

  /// "Lesion 2" or "Lesions 1, 2, 3".
  func naming(_ ids: [Int]) -> String {
    "Lesion\(ids.count == 1 ? "" : "s") " + ids.map(String.init).joined(separator: ", ")
  }
}
