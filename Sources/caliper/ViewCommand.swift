import ArgumentParser
import Foundation
import ImageFiles
import Imaging
import Terminal
import Viewer

struct ViewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "Look at a CT, place RECIST diameters, predict and save.",
    discussion: """
      EXAMPLES
        caliper view ct.nii.gz
        caliper view ct.nii.gz --prompts prompts.json
        caliper view baseline.nii.gz followup.nii.gz
        caliper view cases/ --truth labels/ --predictions predictions/
        caliper view --review evaluation.json
        caliper view ct.nii.gz --prompts prompts.json --print > slice.txt
        caliper view --replay ct.nii.gz-1f2e.host.4711.k2j3h4g.done.journal

      Press ? in the viewer for its keys. Research use, not for diagnosis.
      """)

  @Argument(
    help: ArgumentHelp(
      "The CT, a NIfTI file (.nii, .nii.gz); several are one patient's studies, the earliest first; "
        + "a folder of CTs or a text file with a path a line is a list of cases."),
    completion: .image)
  var files: [String] = []

  @Option(help: "True masks to compare with: a folder with the images' names, or one file.")
  var truth: String?

  @Option(help: "Label maps to look at: a folder with the images' names, or one file.")
  var predictions: String?

  @Option(
    help: "Start from the diameters of a session or prompt file.", completion: .json)
  var prompts: String?

  @Option(
    help: ArgumentHelp(
      "Look at the cases of an evaluation or of a batch's summary.json, the worst first.",
      valueName: "json"), completion: .json)
  var review: String?

  @Option(
    help: "With --review: the folder of the images, where the file does not name them.",
    completion: .directory)
  var images: String?

  @Option(
    help: ArgumentHelp(
      "Take in a session again from its journal, and check it; FILE names a study that was moved.",
      valueName: "journal"))
  var replay: String?

  @Flag(
    name: .customLong("print"),
    help: "Predict every prompted lesion, print one frame and leave; needs no terminal.")
  var prints = false

  @Option(help: "With --print: the frame's size in characters (default: 120x40).")
  var size: FrameSize?

  @Option(help: "With --print: the lesion to show.")
  var lesion: Int?

  @OptionGroup var display: DisplayOptions
  @OptionGroup var reading: ReadingOptions
  @OptionGroup var engine: EngineOptions

  func validate() throws {
    guard !files.isEmpty || replay != nil || review != nil else {
      throw ValidationError("Missing expected argument '<files> ...'")
    }
    guard
      review == nil
        || (files.isEmpty && truth == nil && predictions == nil && prompts == nil && replay == nil)
    else {
      throw ValidationError(
        "--review takes images, truth and predictions from its file; leave everything else out.")
    }
    guard review != nil || images == nil else {
      throw ValidationError("--images goes with --review.")
    }
    guard replay == nil || (prompts == nil && truth == nil && predictions == nil) else {
      throw ValidationError(
        "--replay takes prompts, truth and predictions from the journal; leave them out.")
    }
    guard prints || (size == nil && lesion == nil) else {
      throw ValidationError("--size and --lesion go with --print.")
    }
    if let size, size.columns < 40 || size.rows < 12 {
      throw ValidationError("--size is at least 40x12.")
    }
    guard prints || Screen.isInteractive() else {
      throw ValidationError(
        "The viewer needs a terminal on stdin and stdout. Without one, measure with "
          + "'caliper segment -i FILE --recist x1,y1,x2,y2,z -o MASK', or print one frame with "
          + "'caliper view FILE --print'.")
    }
  }

  func run() throws {
    // A journal that grows past a limit of the process is an error to tell, not the end.
    signal(SIGXFSZ, SIG_IGN)
    if let replay {
      try self.replay(Replay(replay, moved: files, reading: reading))
      return
    }
    let file = ConfigurationFile()
    let listing =
      if let review {
        try ViewListing(reviewing: review, images: images)
      } else {
        try ViewListing(
          CaseListing(files, truth: truth, predictions: predictions), reader: reading.reader)
      }
    guard listing.files.count == 1 || listing.cases.isReview || (!prints && prompts == nil) else {
      throw CaseFailure("--print and --prompts go with one study; name its file.")
    }
    for problem in file.problems { StandardError.print("caliper: \(problem)") }
    let openings = listing.files.map {
      // Printing looks on: it leaves unsaved work to the next viewer.
      StudyOpening(
        files: $0, prompts: prompts, recovers: !prints, reader: reading.reader,
        readerName: file.configuration.settings[.reader],
        keymap: prints ? .standard : file.configuration.keymap, rules: listing.rules)
    }
    if prints {
      try printFrame(openings, listing.cases, file.configuration.settings)
    } else {
      try view(openings, reading, file.configuration.settings) { screen in
        var options = viewerOptions(file.configuration.settings)
        options.keymap = file.configuration.keymap
        let notices = [screen.notice, file.notice].compactMap { $0 }
        options.notice = notices.isEmpty ? nil : notices.joined(separator: " ")
        return State(
          capability: screen.capability, size: screen.size, options: options, cases: listing.cases)
      } start: { runner, _, _ in
        runner.open(0)
        // Scores of a file that is reviewed are known.
        if openings.count > 1 { runner.survey(readsMasks: !listing.cases.isReview) }
      }
    }
  }

  // MARK: The viewer

  /// Runs the viewer until it ends.
  ///
  /// - Parameters:
  ///   - initial: the state that the events start from.
  ///   - start: sets things going; may take in events, which it has to write down.
  func view(
    _ openings: [StudyOpening], _ reading: ReadingOptions, _ settings: Settings,
    initial: (Screen) throws -> State,
    start: (EffectRunner, SessionRecorder, inout State) throws -> Void
  ) throws {
    let mailbox = try CaseFailure.wrapping { try Mailbox<Event>() }
    let recorder = SessionRecorder(
      images: openings.map { URL(fileURLWithPath: $0.path) }
    ) { mailbox.post($0) }
    let runner = EffectRunner(
      openings: openings, reading: reading, engine: engine, recorder: recorder
    ) { mailbox.post($0) }
    let screen = try CaseFailure.wrapping { try Screen(options: display.screenOptions(settings)) }
    defer { screen.close() }
    var state = try initial(screen)
    screen.setMouse(state.usesMouse)
    var signal: Int32?
    recorder.begin(SessionRecord(state, openings: openings, reading: reading))
    do {
      try start(runner, recorder, &state)
    } catch {
      // Nobody has worked yet, so nothing is left for the next viewer.
      _ = runner.finish(abandoning: [])
      throw error
    }
    var loop = TerminalLoop(screen: screen, mailbox: mailbox)
    loop.run(
      handle: { event in
        let event = state.asTermination(event)
        if case .terminate(let number) = event { signal = number }
        let id = state.cases.currentID
        recorder.record(event)
        let effects = update(&state, event)
        for effect in effects { runner.perform(effect, of: id) }
        if state.cases.currentID != id { recorder.present(state.cases.currentID) }
        return LoopDecision(effects)
      },
      frame: { render(state) })
    // Before the screen is closed: until then a second signal cannot end the process in the
    // middle of a write.
    let unsaved = signal == nil ? [] : state.unsavedCases
    let kept = runner.finish(abandoning: unsaved)
    screen.close()
    if let notice = screen.notice { StandardError.print("caliper: \(notice)") }
    if !unsaved.isEmpty {
      StandardError.print(
        kept
          ? "caliper: unsaved work was kept; open the study again to go on with it"
          : "caliper: unsaved work could not be kept; its diameters:\n" + state.diameterList)
    }
    if signal != nil, let copies = state.waitingCopies {
      StandardError.print("caliper: not copied, since the study was still being read: \(copies)")
    }
    // The shell's way to say which signal ended a program: 130 for Ctrl-C.
    if let signal { throw ExitCode(128 + signal) }
    if case .failed(let message) = state.study { throw CaseFailure(message) }
  }

  private func viewerOptions(_ settings: Settings) -> ViewerOptions {
    ViewerOptions(
      cellAspect: display.cellAspect(settings),
      comparison: truth == nil && review == nil ? .off : .outlines,
      renderer: display.renderer(settings), mouse: display.mouse(settings))
  }

  // MARK: One frame

  /// By the standard keys, which it presses.
  private func printFrame(
    _ openings: [StudyOpening], _ cases: CaseList, _ settings: Settings
  ) throws {
    let capability = DisplayCapability.forPrinting(options: display.screenOptions(settings))
    var state = State(
      capability: capability,
      size: ScreenSize(columns: size?.columns ?? 120, rows: size?.rows ?? 40),
      options: viewerOptions(settings), cases: cases)
    let answers = Answers()
    let runner = EffectRunner(openings: openings, reading: reading, engine: engine) {
      answers.post($0)
    }
    runner.open(state.cases.currentID)
    try answers.wait(until: \.endsLoading, into: &state, runner)
    if prompts != nil {
      runner.predict(update(&state, .key(.character("P"))))
      if state.prediction != nil {
        try answers.wait(until: \.endsPrediction, into: &state, runner)
      }
    }
    try show(in: &state, named: "--prompts")
    print(render(state).ansiText(capability), terminator: "")
  }
}

extension ViewCommand {
  /// Selects the lesion that was asked for, by the key that a reader would press.
  ///
  /// - Parameter source: where lesions come from, for the refusal.
  func show(in state: inout State, named source: String) throws {
    guard let lesion else { return }
    guard state.work.lesion(lesion) != nil else {
      throw CaseFailure("There is no lesion \(lesion) to show; \(source) names the lesions.")
    }
    guard state.selected != lesion else { return }
    // A journal may end in the middle of something that takes keys for itself.
    _ = update(&state, .key(.escape))
    for _ in state.work.lesions where state.selected != lesion {
      _ = update(&state, .key(.character("n")))
    }
    guard state.selected == lesion else {
      throw CaseFailure(
        "Lesion \(lesion) cannot be selected where \(source) ends; leave --lesion out.")
    }
  }
}

extension State {
  /// The diameters as text, the last resort where no file can be written.
  fileprivate var diameterList: String {
    func text(_ voxel: Voxel?) -> String { voxel.map { "\($0.x),\($0.y),\($0.z)" } ?? "not set" }
    return work.lesions.map { "  lesion \($0.id): A \(text($0.a))  B \(text($0.b))" }
      .joined(separator: "\n")
  }

  /// Where Ctrl-C arrives as a key it ends the program as the signal does.
  fileprivate func asTermination(_ event: Event) -> Event {
    guard case .key(let key) = event, command(for: key) == .interrupt else {
      return event
    }
    return .terminate(signal: SIGINT)
  }
}
