import Foundation
import ImageFiles
import Viewer

/// The first record of a viewer's journal: all that its events start from.
struct SessionRecord: Codable, Sendable {
  static let kind = "session"

  /// A case's files, by absolute paths.
  struct Case: Codable, Sendable {
    var image: String
    var truth: String?
    var prediction: String?
    var name: String
    /// Where a file is reviewed.
    var review: CaseReview?
  }

  var cases: [Case]
  /// Whether the cases are one patient's studies.
  var areTimepoints: Bool
  /// How masks are compared with the truth; missing for how they are unless a file is reviewed.
  var rules: ComparisonRules?
  /// A prompt file that was asked for.
  var prompts: String?
  /// Which frame of each 4D image, from 0.
  var frame: Int
  /// ``OrientationSource``'s name.
  var orientation: String
  var capability: DisplayCapability
  var size: ScreenSize
  var cellAspect: Double
  var comparison: Viewer.DisplayOptions.Comparison
  var renderer: Renderer
  var usesMouse: Bool
  /// What was wrong with the reader's configuration.
  var notice: String?
  /// Missing for the keys as they come.
  var keymap: KeymapRecord?

  init(_ state: State, openings: [StudyOpening], reading: ReadingOptions) {
    cases = zip(openings, state.cases.cases).map { opening, one in
      Case(
        image: Self.absolute(opening.files.image), truth: opening.files.truth.map(Self.absolute),
        prediction: opening.files.prediction.map(Self.absolute), name: opening.name,
        review: one.review)
    }
    areTimepoints = state.cases.kind == .timepoints
    rules = state.cases.isReview ? openings.first?.rules : nil
    prompts = openings.first?.prompts.map(Self.absolute)
    frame = reading.frame
    orientation = reading.orientation.orientation.rawValue
    capability = state.capability
    size = state.size
    cellAspect = state.options.cellAspect
    comparison = state.options.comparison
    renderer = state.options.renderer
    usesMouse = state.options.mouse
    notice = state.options.notice
    keymap = KeymapRecord(state.options.keymap)
  }

  /// The state before the first event.
  ///
  /// - Throws: ``CaseFailure`` for keys that this program does not have, and for what no viewer wrote.
  func state() throws -> State {
    guard !cases.isEmpty else { throw Self.unusable }
    try Self.check(size)
    let options = ViewerOptions(
      cellAspect: cellAspect, keymap: try keymap?.keymap() ?? .standard, comparison: comparison,
      renderer: renderer, mouse: usesMouse, notice: notice)
    return State(capability: capability, size: size, options: options, cases: list)
  }

  private var list: CaseList {
    let reviewed = cases.compactMap { one in one.review.map { (name: one.name, review: $0) } }
    return reviewed.count == cases.count
      ? CaseList(reviewing: reviewed)
      : CaseList(names: cases.map(\.name), kind: areTimepoints ? .timepoints : .worklist)
  }

  var files: [CaseFiles] {
    cases.map {
      CaseFiles(image: $0.image, truth: $0.truth, prediction: $0.prediction, name: $0.name)
    }
  }

  /// How the images were read.
  ///
  /// - Parameter options: keep what the journal does not say.
  /// - Throws: ``CaseFailure`` for what no viewer wrote.
  func reading(_ options: ReadingOptions) throws -> ReadingOptions {
    guard let source = OrientationSource(rawValue: orientation), frame >= 0 else {
      throw Self.unusable
    }
    var options = options
    options.frame = frame
    options.orientation.orientation = source
    return options
  }

  /// Refuses a screen that no terminal has.
  static func check(_ size: ScreenSize) throws {
    guard (0...10_000).contains(size.columns), (0...10_000).contains(size.rows) else {
      throw CaseFailure(
        "The journal has a screen of \(size.columns) x \(size.rows) cells, which no terminal has.")
    }
  }

  private static let unusable = CaseFailure(
    "The journal's first record does not say what was opened and how; "
      + "replay a journal as the viewer wrote it.")

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
