internal import CNcurses
import Glibc

/// Signals as values, in the order they came.
final class SignalRelay {
  private let pipe: WakePipe

  /// Takes the signals of the process, until ``stop()``.
  init() throws(ScreenError) {
    pipe = try WakePipe()
    guard caliper_signals_install(pipe.writeEnd) == 0 else {
      throw .system(call: "sigaction", code: errno)
    }
  }

  var wakeDescriptor: Int32 { pipe.readEnd }

  /// The signals that came since the last call.
  func drain() -> [Int32] { pipe.drain().map(Int32.init) }

  /// Puts the former actions back.
  func stop() { caliper_signals_remove() }
}
