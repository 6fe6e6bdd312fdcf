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
        caliper view ct.nii.gz --prompts prompts.json --print > slice.txt

      Press ? in the viewer for its keys. Research use, not for diagnosis.
      """)

  @Argument(
    help: ArgumentHelp(
      "The CT, a NIfTI file (.nii, .nii.gz); several are one patient's studies, the earliest first; "
        + "a folder of CTs or a text file with a path a line is a list of cases."),
    completion: .image)
  var files: [String]

  @Option(help: "True masks to compare with: a folder with the images' names, or one file.")
  var truth: String?

  @Option(help: "Label maps to look at: a folder with the images' names, or one file.")
  var predictions: String?

  @Option(
    help: "Start from the diameters of a session or prompt file.", completion: .json)
  var prompts: String?

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
    // A file that cannot be opened is told before the screen is taken.
    let listing = try CaseListing(files, truth: truth, predictions: predictions)
    if listing.cases.count == 1 || listing.areTimepoints {
      for one in listing.cases {
        try CaseFailure.wrapping { _ = try reading.reader.readHeader(one.image) }
      }
    }
    guard listing.cases.count == 1 || (!prints && prompts == nil) else {
      throw CaseFailure("--print and --prompts go with one study; name its file.")
    }
    let file = ConfigurationFile()
    for problem in file.problems { StandardError.print("caliper: \(problem)") }
    let openings = listing.cases.map {
      // Printing looks on: it leaves unsaved work to the next viewer.
      StudyOpening(
        files: $0, prompts: prompts, recovers: !prints, reader: reading.reader,
        keymap: prints ? .standard : file.configuration.keymap)
    }
    if prints {
      try printFrame(openings, file.configuration.settings)
    } else {
      try view(openings, as: listing.areTimepoints ? .timepoints : .worklist, file)
    }
  }

  // MARK: The viewer

  private func view(
    _ openings: [StudyOpening], as kind: CaseList.Kind, _ file: ConfigurationFile
  ) throws {
    let settings = file.configuration.settings
    let mailbox = try CaseFailure.wrapping { try Mailbox<Event>() }
    let runner = EffectRunner(openings: openings, reading: reading, engine: engine) {
      mailbox.post($0)
    }
    let screen = try CaseFailure.wrapping { try Screen(options: display.screenOptions(settings)) }
    defer { screen.close() }
    var options = viewerOptions(settings)
    options.keymap = file.configuration.keymap
    options.notice = file.notice
    var state = State(
      capability: screen.capability, size: screen.size, options: options,
      cases: CaseList(names: openings.map(\.name), kind: kind))
    screen.setMouse(state.usesMouse)
    var signal: Int32?
    runner.open(state.cases.currentID)
    if openings.count > 1 { runner.survey() }
    var loop = TerminalLoop(screen: screen, mailbox: mailbox)
    loop.run(
      handle: { event in
        let event = state.asTermination(event)
        if case .terminate(let number) = event { signal = number }
        let id = state.cases.currentID
        let effects = update(&state, event)
        for effect in effects { runner.perform(effect, of: id) }
        return LoopDecision(effects)
      },
      frame: { render(state) })
    // Before the screen is closed: until then a second signal cannot end the process in the
    // middle of a write.
    let keeps = signal != nil && state.hasUnsavedCases
    let kept = runner.finish(keepingAutosave: keeps)
    screen.close()
    if let notice = screen.notice { StandardError.print("caliper: \(notice)") }
    if keeps {
      StandardError.print(
        kept
          ? "caliper: unsaved work was kept; open the study again to go on with it"
          : "caliper: unsaved work could not be kept; its diameters:\n" + state.diameterList)
    }
    // The shell's way to say which signal ended a program: 130 for Ctrl-C.
    if let signal { throw ExitCode(128 + signal) }
    if case .failed(let message) = state.study { throw CaseFailure(message) }
  }

  private func viewerOptions(_ settings: Settings) -> ViewerOptions {
    ViewerOptions(
      cellAspect: display.cellAspect(settings), comparison: truth == nil ? .off : .outlines,
      renderer: display.renderer(settings), mouse: display.mouse(settings))
  }

  // MARK: One frame

  /// By the standard keys, which it presses.
  private func printFrame(_ openings: [StudyOpening], _ settings: Settings) throws {
    let capability = DisplayCapability.forPrinting(options: display.screenOptions(settings))
    var state = State(
      capability: capability,
      size: ScreenSize(columns: size?.columns ?? 120, rows: size?.rows ?? 40),
      options: viewerOptions(settings), cases: CaseList(names: openings.map(\.name)))
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
    if let lesion {
      guard state.work.lesion(lesion) != nil else {
        throw CaseFailure("There is no lesion \(lesion) to show; --prompts names the lesions.")
      }
      // By the key that a reader would press.
      while state.selected != lesion { _ = update(&state, .key(.character("n"))) }
    }
    print(render(state).ansiText(capability), terminator: "")
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

extension LoopDecision {
  /// The strongest of what effects ask of the loop.
  fileprivate init(_ effects: [Effect]) {
    self = .continue
    for effect in effects {
      switch effect {
      case .quit:
        self = .quit
        return
      case .suspend: self = .suspend
      case .redraw: if self == .continue { self = .redraw }
      case .setMouse(let isOn): if self == .continue { self = .mouse(isOn) }
      case .open, .close, .about, .predict, .cancelPrediction, .save, .autosave, .compare,
        .export, .listFolder:
        break
      }
    }
  }
}
