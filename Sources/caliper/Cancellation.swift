import Dispatch
import Foundation
import Synchronization

/// A flag that one thread sets and others poll.
final class Cancellation: Sendable {
  private let flag = Atomic(false)

  var isCancelled: Bool { flag.load(ordering: .relaxed) }
  func cancel() { flag.store(true, ordering: .relaxed) }
}

/// Turns the first Ctrl-C into a cancellation, so that nothing is left half written; a second
/// one ends the process at once.
final class InterruptWatch {
  let cancellation = Cancellation()
  private let sources: [any DispatchSourceSignal]

  /// - Parameter signals: what counts as Ctrl-C; batch systems end their jobs by SIGTERM.
  init(signals: [CInt] = [SIGINT]) {
    sources = signals.map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: .global(qos: .userInitiated))
    }
    for source in sources {
      source.setEventHandler { [cancellation] in
        if cancellation.isCancelled { _exit(ExitStatus.interrupted) }
        cancellation.cancel()
      }
      source.resume()
    }
  }
}
