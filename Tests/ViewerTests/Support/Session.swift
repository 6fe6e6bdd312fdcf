import Imaging
import Viewer

/// A viewer without a terminal: keys in, effects and frames out.
struct Session {
  var state: State
  /// What the last event asked for.
  var effects: [Effect] = []

  init(
    columns: Int = 80, rows: Int = 24,
    capability: DisplayCapability = DisplayCapability(colors: .palette256, unicode: true),
    options: ViewerOptions = ViewerOptions(studyName: "patient.nii.gz"), cases: CaseList? = nil
  ) {
    state = State(
      capability: capability, size: ScreenSize(columns: columns, rows: rows), options: options,
      cases: cases)
  }

  /// A session with the test patient open.
  static func loaded(
    columns: Int = 80, rows: Int = 24,
    capability: DisplayCapability = DisplayCapability(colors: .palette256, unicode: true),
    options: ViewerOptions = ViewerOptions(), grid: VoxelGrid = Patient.grid,
    name: String = "patient.nii.gz"
  ) -> Session {
    var session = Session(
      columns: columns, rows: rows, capability: capability, options: options)
    session.send(.loaded(LoadedStudy(volume: Patient.volume(on: grid), name: name)))
    return session
  }

  mutating func send(_ event: Event) { effects = update(&state, event) }

  mutating func press(_ keys: Key...) { for key in keys { send(.key(key)) } }

  /// Types characters one by one.
  mutating func type(_ text: String) { for character in text { press(.character(character)) } }

  /// Puts the cursor on a voxel by the command line.
  mutating func go(to voxel: Voxel) {
    type(":\(voxel.x),\(voxel.y),\(voxel.z)")
    press(.enter)
  }

  /// Places both ends of a new lesion; none may be selected, or the selected one is accepted.
  mutating func place(_ a: Voxel, _ b: Voxel) {
    go(to: a)
    press(.enter)
    go(to: b)
    press(.enter)
  }

  /// Answers a prediction as the runner would: all lesions asked for get the true mask's size.
  mutating func answerPrediction(rescued: Set<Int> = []) {
    guard let job = state.prediction, let grid = state.volume?.grid else { return }
    send(
      .predicted(
        Session.result(for: job.requested, on: grid, rescued: rescued), job: job.number))
  }

  /// A result in which every lesion of `ids` is the patient's lesion, one slice each.
  static func result(
    for ids: [Int], on grid: VoxelGrid, rescued: Set<Int> = []
  ) -> PredictionResult {
    let whole = Patient.mask(on: grid, label: 1)
    guard ids.count > 1 else {
      return PredictionResult(
        mask: Patient.mask(on: grid, label: UInt8(ids[0])),
        measurements: [ids[0]: measurement(ids[0], voxels: whole.count(of: 1), grid: grid)],
        rescued: rescued, seconds: 2.5)
    }
    var mask = Mask(emptyOn: grid, box: grid.box)
    var counts: [Int: Int] = [:]
    whole.forEachLabelled { voxel, _ in
      let id = ids[voxel.z % ids.count]
      mask[voxel] = UInt8(id)
      counts[id, default: 0] += 1
    }
    return PredictionResult(
      mask: mask,
      measurements: Dictionary(
        uniqueKeysWithValues: ids.map {
          ($0, measurement($0, voxels: counts[$0] ?? 0, grid: grid))
        }), rescued: rescued, seconds: 2.5)
  }

  static func measurement(_ id: Int, voxels: Int, grid: VoxelGrid) -> LesionMeasurement {
    LesionMeasurement(
      label: id, voxels: voxels, volumeCubicMillimetres: Double(voxels) * grid.voxelVolume,
      longAxisMillimetres: 16.1, shortAxisMillimetres: 15.8, meanHU: 160,
      standardDeviationHU: 3, slices: 5, longAxis: nil)
  }

  // MARK: What came of it

  var frame: Frame { render(state) }
  var screen: String { frame.text }
  var messageText: String { state.message?.text ?? "" }
  var lastRow: String { frame.text(row: state.size.rows - 1) }

  /// What stands after ":"; `nil` when nothing is typed.
  var typed: String? {
    if case .commandLine(let line) = state.mode { line.text } else { nil }
  }
  var helpPage: HelpPage? {
    if case .help(let page) = state.mode { page } else { nil }
  }
  /// The row above the last, where Tab shows what it found.
  var rowAbove: String { frame.text(row: state.size.rows - 2) }

  /// The cursor in RAS mm.
  var place: SIMD3<Double> { state.volume!.grid.affine(state.cursor) }

  var autosaves: Int {
    effects.filter {
      switch $0 {
      case .autosave, .about(_, .autosave): true
      default: false
      }
    }.count
  }
  var saves: [SessionSnapshot] {
    effects.compactMap { if case .save(let snapshot) = $0 { snapshot } else { nil } }
  }
  var predictions: [[Int]] {
    effects.compactMap { if case .predict(_, let requested, _) = $0 { requested } else { nil } }
  }
  var quits: Bool { effects.contains { if case .quit = $0 { true } else { false } } }
  var cancels: Bool {
    effects.contains { if case .cancelPrediction = $0 { true } else { false } }
  }
}

extension State {
  /// The masks of all lesions in one.
  var labelMap: Mask? { volume.flatMap { work.lesions.labelMap(on: $0.grid) } }
}
