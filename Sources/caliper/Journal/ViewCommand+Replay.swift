import Foundation
import ImageFiles
import Imaging
import Terminal
import Viewer

extension ViewCommand {
  /// Takes a journal's events in again, then prints the last frame or goes on in the viewer.
  ///
  /// - Throws: ``CaseFailure`` where the work is not what the journal says.
  func replay(_ replay: Replay) throws {
    var replay = replay
    if prints {
      var state = try replay.session.state()
      try replay.run(&state)
      tellOfDamage(replay)
      if let size {
        _ = update(&state, .resize(ScreenSize(columns: size.columns, rows: size.rows)))
      }
      try show(in: &state, named: "the journal")
      // As the session's own terminal had it; a picture of half blocks is nothing without colours.
      var capability = state.capability
      if display.screenOptions(ConfigurationFile().configuration.settings).color == .never {
        capability.colors = .none
      }
      print(render(state).ansiText(capability), terminator: "")
      return
    }
    let session = replay.session
    let settings = ConfigurationFile().configuration.settings
    let openings = try replay.files.map {
      StudyOpening(
        files: $0, prompts: replay.files.count == 1 ? session.prompts : nil, recovers: true,
        reader: replay.reading.reader, keymap: try session.keymap?.keymap() ?? .standard,
        rules: session.rules ?? ComparisonRules())
    }
    var capability = session.capability
    try view(openings, replay.reading, settings) { screen in
      capability = screen.capability
      return try session.state()
    } start: { runner, recorder, state in
      try replay.run(&state) { recorder.record($0) }
      for (id, image) in replay.images {
        runner.adopt(
          image,
          StudyFiles(
            image: openings[id].path, provenance: Provenance(reader: settings[.reader])),
          truth: state.reading(of: id)?.truth, as: id)
      }
      let end = Event.replayed(
        capability,
        message: "\(replay.eventCount) events were replayed; nothing of them is saved here.")
      recorder.record(end)
      for effect in update(&state, end) { runner.perform(effect, of: state.cases.currentID) }
      for id in replay.awaited.sorted() { runner.open(id) }
    }
    tellOfDamage(replay)
  }

  private func tellOfDamage(_ replay: Replay) {
    guard replay.droppedBytes > 0 else { return }
    StandardError.print(
      "caliper: the journal's end is torn or damaged (\(replay.droppedBytes) bytes); it was "
        + "replayed up to there")
  }
}

extension Reading {
  /// The true masks of the study, once it is read.
  fileprivate var truth: Mask? {
    if case .loaded(let study) = study { study.truth } else { nil }
  }
}
