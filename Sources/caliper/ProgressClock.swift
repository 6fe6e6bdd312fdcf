import Dispatch
import Synchronization
import Viewer

/// Tells how far a prediction has come at every stage, and at least once a second how long it has
/// taken.
final class ProgressClock: Sendable {
  private struct Reached {
    var stage = "starting"
    var fraction = 0.0
    var isStopped = false
  }

  private let start = ContinuousClock.now
  private let reached = Mutex(Reached())
  // Set once, and may be cancelled from any thread.
  private nonisolated(unsafe) let timer: any DispatchSourceTimer
  private let post: @Sendable (PredictionProgress) -> Void

  init(post: @escaping @Sendable (PredictionProgress) -> Void) {
    self.post = post
    let timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
    self.timer = timer
    timer.schedule(deadline: .now() + 1, repeating: 1)
    timer.setEventHandler { [weak self] in self?.tell() }
    timer.resume()
  }

  func advance(to progress: PredictionProgress) {
    reached.withLock {
      $0.stage = progress.stage
      $0.fraction = progress.fraction
    }
    tell()
  }

  /// Says nothing from now on.
  func stop() {
    reached.withLock { $0.isStopped = true }
    timer.cancel()
  }

  private func tell() {
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    let reached = reached.withLock { $0 }
    guard !reached.isStopped else { return }
    post(
      PredictionProgress(stage: reached.stage, fraction: reached.fraction, seconds: elapsed))
  }
}
