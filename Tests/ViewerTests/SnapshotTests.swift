import Imaging
import Testing
import Viewer

/// Whole screens as text. A change of a screen shows here as a difference to look at.
@Suite struct SnapshotTests {
  static let sizes = [ScreenSize(columns: 80, rows: 24), ScreenSize(columns: 120, rows: 40)]
  static let half = DisplayCapability(colors: .palette256, unicode: true)
  static let lesionEnds = (Voxel(58, 36, 12), Voxel(73, 36, 12))

  func session(
    _ size: ScreenSize, _ capability: DisplayCapability = half
  ) -> Session {
    .loaded(columns: size.columns, rows: size.rows, capability: capability)
  }

  /// One lesion placed and predicted, seen at one pixel a voxel.
  func predicted(_ size: ScreenSize, _ capability: DisplayCapability = half) -> Session {
    var session = session(size, capability)
    session.place(Self.lesionEnds.0, Self.lesionEnds.1)
    session.type("p")
    session.answerPrediction()
    session.type("n")
    return session
  }

  func name(_ state: String, _ size: ScreenSize) -> String {
    "\(state)-\(size.columns)x\(size.rows)"
  }

  @Test(arguments: sizes) func loading(_ size: ScreenSize) throws {
    let session = Session(columns: size.columns, rows: size.rows)
    try expectSnapshot(session.frame, named: name("loading", size))
  }

  @Test(arguments: sizes) func reading(_ size: ScreenSize) throws {
    var session = Session(columns: size.columns, rows: size.rows)
    session.receive(slices: 0)
    try expectSnapshot(session.frame, named: name("reading-header", size))
    session.receive(slices: 9)
    session.type(":10")
    session.press(.enter)
    try expectSnapshot(session.frame, named: name("reading-unread", size))
    session.go(to: Voxel(58, 36, 8))
    session.press(.enter, .shiftRight)
    try expectSnapshot(session.frame, named: name("reading-placing", size))
  }

  /// Sagittal slices are stored: of an axial one only some columns are there.
  @Test(arguments: [half, DisplayCapability(colors: .none, unicode: false)])
  func readingAcross(_ capability: DisplayCapability) throws {
    let size = Self.sizes[0]
    var session = Session(columns: size.columns, rows: size.rows, capability: capability)
    session.receive(slices: 20, on: Patient.grid(axes: [1, 2, 0], forward: [true, true, true]))
    let style = capability.unicode ? "" : "-mono"
    try expectSnapshot(session.frame, named: "reading-across\(style)-80x24")
  }

  @Test func failed() throws {
    var session = Session()
    session.send(
      .loadFailed(message: "patient.nii.gz ends after 12 of 368640 bytes; copy it again."))
    try expectSnapshot(session.frame, named: "failed-80x24")
  }

  @Test(arguments: sizes) func normal(_ size: ScreenSize) throws {
    try expectSnapshot(session(size).frame, named: name("normal", size))
  }

  @Test(arguments: sizes) func placingB(_ size: ScreenSize) throws {
    var session = session(size)
    session.go(to: Self.lesionEnds.0)
    session.press(.enter, .shiftRight, .right, .right)
    try expectSnapshot(session.frame, named: name("placing-b", size))
  }

  @Test func placingBelowOnePixelAVoxel() throws {
    var session = session(Self.sizes[0])
    session.go(to: Self.lesionEnds.0)
    session.press(.enter, .shiftRight, .character("-"))
    try expectSnapshot(session.frame, named: "placing-coarse-80x24")
  }

  @Test(arguments: sizes) func predicting(_ size: ScreenSize) throws {
    var session = session(size)
    session.place(Self.lesionEnds.0, Self.lesionEnds.1)
    session.type("p")
    session.send(
      .predictionProgress(
        PredictionProgress(stage: "encoder 2", fraction: 0.43, seconds: 3.2), job: 1))
    try expectSnapshot(session.frame, named: name("predicting", size))
  }

  @Test(arguments: sizes) func contour(_ size: ScreenSize) throws {
    try expectSnapshot(predicted(size).frame, named: name("contour", size))
  }

  @Test(arguments: sizes) func fill(_ size: ScreenSize) throws {
    var session = predicted(size)
    session.type("f")
    try expectSnapshot(session.frame, named: name("fill", size))
  }

  @Test func severalLesions() throws {
    var session = predicted(Self.sizes[1])
    session.press(.enter)
    session.place(Voxel(20, 30, 12), Voxel(34, 44, 12))
    session.press(.enter)
    session.place(Voxel(40, 50, 9), Voxel(55, 50, 9))
    session.type("nN=")
    session.go(to: Voxel(40, 40, 12))
    try expectSnapshot(session.frame, named: "several-lesions-120x40")
  }

  @Test(arguments: sizes) func help(_ size: ScreenSize) throws {
    var session = session(size)
    session.type("?")
    try expectSnapshot(session.frame, named: name("help", size))
  }

  @Test func quitQuestion() throws {
    var session = predicted(Self.sizes[0])
    session.type("q")
    try expectSnapshot(session.frame, named: "quit-question-80x24")
  }

  @Test func commandLine() throws {
    var session = session(Self.sizes[0])
    session.type(":wl 400 4")
    try expectSnapshot(session.frame, named: "command-line-80x24")
  }

  @Test func tooSmall() throws {
    let session = Session.loaded(columns: 30, rows: 8)
    try expectSnapshot(session.frame, named: "too-small-30x8")
  }

  @Test func leastSize() throws {
    let session = Session.loaded(columns: 40, rows: 12)
    try expectSnapshot(session.frame, named: "normal-40x12")
  }

  @Test func panelUnfolded() throws {
    var session = predicted(Self.sizes[0])
    session.press(.tab)
    try expectSnapshot(session.frame, named: "panel-80x24")
  }

  // MARK: Lesser terminals

  @Test func backgroundsWithoutUnicode() throws {
    let session = predicted(
      Self.sizes[0], DisplayCapability(colors: .palette256, unicode: false))
    try expectSnapshot(session.frame, named: "contour-space-80x24")
  }

  @Test(arguments: [false, true]) func eightColors(fills: Bool) throws {
    var session = predicted(Self.sizes[0], DisplayCapability(colors: .eight, unicode: true))
    if fills { session.type("f") }
    try expectSnapshot(session.frame, named: "\(fills ? "fill" : "contour")-8c-80x24")
  }

  @Test(arguments: [false, true]) func noColors(fills: Bool) throws {
    var session = predicted(Self.sizes[0], DisplayCapability(colors: .none, unicode: false))
    if fills { session.type("f") }
    try expectSnapshot(session.frame, named: "\(fills ? "fill" : "contour")-mono-80x24")
  }

  @Test func noColorsNormal() throws {
    let session = session(Self.sizes[0], DisplayCapability(colors: .none, unicode: false))
    try expectSnapshot(session.frame, named: "normal-mono-80x24")
  }
}
