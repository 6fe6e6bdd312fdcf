import Foundation
import Terminal
import Viewer

/// Times the viewer from a key to the last byte of its frame, on pseudo-terminals that are drained
/// at once.
struct ViewerBenchmark {
  /// Keys that are timed in each scenario, at least.
  let keys: Int
  let cancellation: Cancellation
  let progress: ActivityLine

  /// - Throws: `CancellationError`, ``CaseFailure``, `ScreenError`.
  func run() throws -> ViewerReport {
    progress.show("a synthetic CT")
    let study = SyntheticStudy.make()
    var report = ViewerReport(keys: keys)
    for setup in ViewerSetup.standard {
      let size = "\(setup.size.columns)x\(setup.size.rows)"
      progress.show("the viewer at \(size), \(setup.colorName), \(setup.renderer.rawValue)")
      // Until the screen is closed, standard error is held back.
      progress.finish()
      try run(setup, study, into: &report)
    }
    return report
  }

  private func run(
    _ setup: ViewerSetup, _ study: LoadedStudy, into report: inout ViewerReport
  ) throws {
    let line = try DrainedTerminal(columns: setup.size.columns, rows: setup.size.rows)
    try withExtendedLifetime(line) {
      let screen = try Screen(
        input: line.terminal, output: line.terminal, term: setup.term,
        options: ScreenOptions(color: .always))
      defer { screen.close() }
      if let reason = reason(against: setup, screen) {
        report.leaveOut(setup, reason)
        return
      }
      for scenario in ViewerScenario.standard
      where setup.size.columns >= scenario.leastColumns {
        report.add(setup, scenario, try frames(of: scenario, setup, study, screen))
      }
    }
  }

  /// Why a screen is not what the setup is about; `nil` where it is.
  private func reason(against setup: ViewerSetup, _ screen: Screen) -> String? {
    if screen.notice != nil || screen.capability.colors != setup.colors {
      return "the terminfo entry \(setup.term) is missing; Debian has it in ncurses-term"
    }
    if !screen.capability.unicode { return "the locale is not UTF-8; set LC_ALL=C.UTF-8" }
    return nil
  }

  private func frames(
    of scenario: ViewerScenario, _ setup: ViewerSetup, _ study: LoadedStudy, _ screen: Screen
  ) throws -> [FrameTiming] {
    var state = State(
      capability: screen.capability, size: screen.size,
      options: ViewerOptions(renderer: setup.renderer))
    _ = update(&state, .loaded(study))
    for key in scenario.preparation { _ = update(&state, .key(key)) }
    // Once round without a watch: colour pairs are defined, and caches warm.
    screen.draw(render(state))
    for key in scenario.keys {
      _ = update(&state, .key(key))
      screen.draw(render(state))
    }
    var frames: [FrameTiming] = []
    while frames.count < keys {
      for key in scenario.keys { frames.append(frame(after: key, &state, screen)) }
      // While a screen is open it has the process's signals.
      if cancellation.isCancelled || screen.receivedSignals().contains(SIGINT) {
        throw CancellationError()
      }
    }
    return frames
  }

  private func frame(after key: Key, _ state: inout State, _ screen: Screen) -> FrameTiming {
    let sent = screen.bytesSent
    let start = ContinuousClock.now
    _ = update(&state, .key(key))
    let updated = ContinuousClock.now
    let frame = render(state)
    let rendered = ContinuousClock.now
    screen.draw(frame)
    let painted = ContinuousClock.now
    return FrameTiming(
      update: (updated - start) / .seconds(1), render: (rendered - updated) / .seconds(1),
      paint: (painted - rendered) / .seconds(1), bytes: screen.bytesSent - sent)
  }
}

/// One frame, from its key to its last byte; times in seconds.
struct FrameTiming {
  let update: Double
  let render: Double
  let paint: Double
  let bytes: Int

  var total: Double { update + render + paint }
}
