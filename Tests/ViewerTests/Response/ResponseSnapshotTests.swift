import Imaging
import Recist
import Testing
import Viewer

/// The RECIST table, the panel at a follow-up, and two pictures, as whole screens.
@Suite struct ResponseSnapshotTests {
  static let plain = DisplayCapability(colors: .none, unicode: false)

  /// Five targets, two non-targets and a node over three timepoints, with all that can be said.
  private func session(
    _ size: ScreenSize, _ capability: DisplayCapability = SnapshotTests.half
  ) -> Session {
    let grid = Patient.grid
    func predicted(_ lesion: Lesion, _ volume: Double) -> Lesion {
      var lesion = lesion
      lesion.segmentation = LesionSegmentation(
        diameter: lesion.diameter, mask: Patient.mask(on: grid, label: UInt8(lesion.id)),
        measurement: LesionMeasurement(
          label: lesion.id, voxels: 100, volumeCubicMillimetres: volume * 1000,
          longAxisMillimetres: 20, shortAxisMillimetres: 15.6, meanHU: 60, standardDeviationHU: 9,
          slices: 5, longAxis: nil))
      return lesion
    }
    func dome(_ millimetres: Int) -> Lesion {
      .placed(1, millimetres, organ: "liver", name: "dome")
    }
    func node(_ millimetres: Int) -> Lesion {
      .placed(3, millimetres, organ: "mediastinum", isNode: true)
    }
    return .timepoints(
      [
        [
          predicted(dome(30), 9.42), .placed(2, 20, organ: "left upper lobe of the lung"),
          predicted(node(24), 4.1), .placed(4, 12, role: .nonTarget, organ: "bone"),
          .placed(5, 8, organ: "adrenal"),
        ],
        [
          predicted(dome(22), 4.87), .placed(2, 14, organ: "lung"), predicted(node(22), 3.9),
          .recorded(4, .present, role: .nonTarget), .recorded(5, .tooSmallToMeasure),
        ],
        [
          predicted(dome(31), 10.3), .recorded(2, .absent), predicted(node(25), 4.6),
          .placed(6, 11, role: .new, organ: "liver"),
        ],
      ], columns: size.columns, rows: size.rows, capability: capability)
  }

  private func name(_ state: String, _ size: ScreenSize) -> String {
    "\(state)-\(size.columns)x\(size.rows)"
  }

  @Test(arguments: SnapshotTests.sizes) func table(_ size: ScreenSize) throws {
    var session = session(size)
    session.go(toTimepoint: 2)
    session.type("R")
    try expectSnapshot(session.frame, named: name("recist", size))
  }

  @Test func tableWithoutColours() throws {
    var session = session(SnapshotTests.sizes[0], Self.plain)
    session.go(toTimepoint: 1)
    session.type("R")
    session.press(.down, .down)
    let isPlain = session.screen.allSatisfy { $0.isASCII }
    #expect(isPlain)
    try expectSnapshot(session.frame, named: "recist-mono-80x24")
  }

  @Test(arguments: SnapshotTests.sizes) func twoTimepoints(_ size: ScreenSize) throws {
    var session = Session.timepoints(
      [[.placed(1, 25, organ: "liver")], [.placed(1, 33, organ: "liver")]], columns: size.columns,
      rows: size.rows)
    session.go(toTimepoint: 1)
    session.type("R")
    try expectSnapshot(session.frame, named: name("recist-two", size))
  }

  @Test(arguments: SnapshotTests.sizes) func panel(_ size: ScreenSize) throws {
    var session = session(size)
    session.go(toTimepoint: 2)
    try expectSnapshot(session.frame, named: name("recist-panel", size))
  }

  @Test(arguments: SnapshotTests.sizes) func twoPictures(_ size: ScreenSize) throws {
    var session = session(size)
    session.go(toTimepoint: 1)
    session.type("O")
    try expectSnapshot(session.frame, named: name("other", size))
  }

  @Test(arguments: [40, 60, 80, 120, 200]) func nothingRunsOverTheEdge(columns: Int) {
    for rows in [12, 24, 50] {
      var session = session(ScreenSize(columns: columns, rows: rows))
      session.type("R")
      for key in ["]", "j", "]", "G"] {
        session.type(key)
        let last = session.lastRow
        #expect(last.contains("Esc back"), "\(columns) x \(rows)")
        #expect(session.screen.contains("sum of diameters") || rows < 14)
      }
    }
  }
}
