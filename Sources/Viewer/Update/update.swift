import Imaging

/// The next state after an event, and what the world is asked to do: the only code that changes a
/// state.
public func update(_ state: inout State, _ event: Event) -> [Effect] {
  switch event {
  case .key(let key):
    return state.press(key)
  case .resize(let size):
    state.resize(to: size)
    return []
  case .terminate:
    return state.autosaves + [.quit]
  case .loaded(let study):
    state.load(study)
    return []
  case .loadFailed(let message):
    state.study = .failed(message: message)
    return []
  case .predictionProgress(let progress):
    state.prediction?.progress = progress
    return []
  case .predicted(let result):
    return state.finishPrediction(result)
  case .predictionFailed(let message):
    state.prediction = nil
    state.message = Message(.error, "Prediction failed: \(message)")
    return []
  case .predictionCancelled:
    state.prediction = nil
    state.message = Message(.info, "Prediction cancelled.")
    return []
  case .saved(let receipt):
    return state.finishSave(receipt)
  case .saveFailed(let message):
    state.failSave(message)
    return []
  case .about(let id, let event):
    return state.update(case: id, event)
  }
}
