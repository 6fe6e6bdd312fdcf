import Imaging

/// The next state after an event, and what the world is asked to do: the only code that changes a
/// state.
public func update(_ state: inout State, _ event: Event) -> [Effect] {
  guard case .about(let id, let answer) = event else { return state.takeHere(event) }
  return id == state.cases.currentID
    ? state.takeHere(answer) : state.take(answer, ofParked: id)
}

extension State {
  /// Takes in an event about the case on the screen; when that is there, others are read ahead.
  fileprivate mutating func takeHere(_ event: Event) -> [Effect] {
    let effects = take(event)
    switch event {
    case .loaded, .loadFailed: return effects + openAround()
    default: return effects
    }
  }

  /// Takes in an event about the present reading.
  mutating func take(_ event: Event) -> [Effect] {
    switch event {
    case .about(_, let event):
      return take(event)
    case .key(let key):
      return press(key)
    case .mouse(let event):
      return point(event)
    case .resize(let size):
      resize(to: size)
      return []
    case .terminate:
      return autosaves + [.quit]
    case .loading(let study, let fraction):
      load(part: study, fraction: fraction)
      return []
    case .loaded(let study):
      return load(study) + (isAsEvaluated ? [] : comparing)
    case .loadFailed(let message):
      failLoading(message)
      return []
    case .predictionProgress(let progress, let job):
      if job == prediction?.number { prediction?.advance(to: progress) }
      return []
    case .predicted(let result, let job):
      return job == prediction?.number ? finishPrediction(result) : []
    case .predictionFailed(let message, let job):
      if job == prediction?.number { failPrediction(message) }
      return []
    case .rethresholded(let result, let request):
      return finishThreshold(result, request: request)
    case .thresholdRefused(let refusal, let request):
      refuseThreshold(refusal, request: request)
      return []
    case .saved(let receipt):
      return finishSave(receipt)
    case .saveFailed(let message):
      failSave(message)
      return []
    case .exported(let files):
      message = Message(.info, "Wrote \(files.joined(separator: ", ")).")
      return []
    case .exportFailed(let reason):
      message = Message(.error, "Not written: \(reason)")
      return []
    case .compared(let agreement, let revision):
      if revision == self.revision { self.agreement = agreement }
      return []
    case .folderListed(let listing):
      take(listing)
      return []
    case .kept(let revision):
      noteKept(revision)
      return []
    case .keepFailed(let message):
      failKeeping(message)
      return []
    case .viewers(let others):
      note(others)
      return []
    case .replayed(let capability, let message):
      return endReplay(on: capability, message)
    case .surveyed(let id, let summary):
      if cases.contains(id) { cases.cases[id].summary = summary }
      return []
    }
  }
}
