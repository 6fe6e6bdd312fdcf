import Dispatch
import Synchronization
import Viewer

/// Takes the effect runner's events where no terminal loop runs.
final class Answers: Sendable {
  private let events = Mutex<[Event]>([])
  private let arrived = DispatchSemaphore(value: 0)

  func post(_ event: Event) {
    events.withLock { $0.append(event) }
    arrived.signal()
  }

  /// Updates the state by each event that comes, up to the one that `isLast` names. Of what the
  /// state asks for only predictions are done: nobody is there whose work could be saved.
  ///
  /// - Throws: ``CaseFailure`` when that one tells of a failure.
  func wait(until isLast: KeyPath<Event, Bool>, into state: inout State, _ runner: EffectRunner)
    throws
  {
    while true {
      arrived.wait()
      let event = events.withLock { $0.removeFirst() }
      switch event.answer {
      case .loadFailed(let message), .predictionFailed(let message, _): throw CaseFailure(message)
      default: break
      }
      runner.predict(update(&state, event))
      if event.answer[keyPath: isLast] { return }
    }
  }
}

extension EffectRunner {
  /// Starts the predictions among some effects.
  func predict(_ effects: [Effect]) {
    for effect in effects {
      if case .predict = effect { perform(effect, of: 0) }
    }
  }
}

extension Event {
  /// What happened, whichever case it is about.
  fileprivate var answer: Event {
    if case .about(_, let event) = self { event } else { self }
  }
  var endsLoading: Bool {
    if case .loaded = self { true } else { false }
  }
  var endsPrediction: Bool {
    switch self {
    case .predicted: true
    default: false
    }
  }
}
