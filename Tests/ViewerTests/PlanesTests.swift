import Imaging
import Testing
import Viewer

/// What stands at each edge of the picture in each plane, however the file's axes run.
@Suite struct PlanesTests {
  /// A volume that is the brighter the farther towards R, A or S: 10 HU a millimetre along one
  /// patient axis.
  static func ramp(along axis: PatientAxis, on grid: VoxelGrid) -> Volume {
    Volume(
      grid: grid,
      voxels: Patient.voxels(of: grid).map {
        Int16((grid.affine($0)[axis.rawValue] * 10).rounded())
      })
  }

  /// The grid turned by an angle about a patient axis, in degrees.
  static func turned(_ grid: VoxelGrid, sine: Double, cosine: Double, about axis: Int) -> VoxelGrid
  {
    func turn(_ v: SIMD3<Double>) -> SIMD3<Double> {
      var result = v
      let (i, j) = ((axis + 1) % 3, (axis + 2) % 3)
      result[i] = cosine * v[i] - sine * v[j]
      result[j] = sine * v[i] + cosine * v[j]
      return result
    }
    let affine = grid.affine
    return VoxelGrid(
      shape: grid.shape,
      affine: Affine(
        columns: (turn(affine.column(0)), turn(affine.column(1)), turn(affine.column(2))),
        translation: turn(affine.translation)))
  }

  /// Grey of the middle of each edge of the picture at 80 x 24, 0 for black.
  static func edges(_ frame: Frame) -> (left: Int, right: Int, top: Int, bottom: Int) {
    func grey(_ column: Int, _ row: Int) -> Int? {
      guard case .palette(let entry) = frame[column, row].background else { return nil }
      return entry == 16 ? 0 : entry == 231 ? 25 : entry >= 232 ? Int(entry) - 231 : nil
    }
    let (middleColumn, middleRow) = (40, 11)
    // Rows and columns outside the slice are black: the first that are not stand at its edge.
    let across = (1..<79).compactMap { grey($0, middleRow) }.filter { $0 > 0 }
    let down = (2..<20).compactMap { grey(middleColumn, $0) }.filter { $0 > 0 }
    return (across.first ?? 0, across.last ?? 0, down.first ?? 0, down.last ?? 0)
  }

  /// By plane: the axis across with whether its positive end is on the left, the axis down with
  /// whether its positive end is at the top, and the letters left, right, top, bottom.
  static let expected: [(keys: String, across: PatientAxis, down: PatientAxis, letters: String)] = [
    ("", .rightLeft, .anteriorPosterior, "RLAP"),
    ("v", .rightLeft, .superiorInferior, "RLSI"),
    ("vv", .anteriorPosterior, .superiorInferior, "APSI"),
  ]

  func check(_ grid: VoxelGrid, _ what: String) {
    for plane in Self.expected {
      for axis in [plane.across, plane.down] {
        var session = Session()
        session.send(
          .loaded(LoadedStudy(volume: Self.ramp(along: axis, on: grid), name: "ramp")))
        session.type("x:wl 1400 0")
        session.press(.enter)
        session.type(plane.keys)
        let frame = session.frame
        let edges = Self.edges(frame)
        // The patient's right, front and head are bright, and stand at the left and at the top.
        if axis == plane.across {
          #expect(edges.left > edges.right + 5, "\(what) \(plane.letters)")
        } else {
          #expect(edges.top > edges.bottom + 1, "\(what) \(plane.letters)")
        }
        let letters = [
          frame[0, 11].character, frame[79, 11].character, frame[40, 1].character,
          frame[40, 20].character,
        ]
        #expect(String(letters) == plane.letters, "\(what)")
      }
    }
  }

  @Test(arguments: Patient.orientations.indices) func lettersTellTheTruth(_ index: Int) {
    let (axes, forward) = Patient.orientations[index]
    check(Patient.grid(axes: axes, forward: forward), "\(axes) \(forward)")
  }

  @Test(arguments: Patient.orientations.indices) func lettersTellTheTruthOfObliques(_ index: Int) {
    let (axes, forward) = Patient.orientations[index]
    // 23 degrees about the patient's long axis.
    let grid = Self.turned(
      Patient.grid(axes: axes, forward: forward), sine: 0.3907, cosine: 0.9205, about: 2)
    check(grid, "\(axes) \(forward)")
    let frame = Session.loaded(columns: 120, rows: 24, grid: grid).frame
    #expect(frame.text(row: 0).contains("oblique 23°"))
  }

  /// However the file's axes run, each plane shows the same patient.
  @Test(arguments: Patient.orientations.indices) func everyOrientationShowsOnePatient(
    _ index: Int
  ) {
    let (axes, forward) = Patient.orientations[index]
    for keys in ["v", "vv", "o", "|"] {
      func frame(_ axes: [Int], _ forward: [Bool]) -> Frame {
        var session = Session.loaded(grid: Patient.grid(axes: axes, forward: forward))
        session.type("2" + keys)
        return session.frame
      }
      let expected = frame([0, 1, 2], [true, true, true])
      let shown = frame(axes, forward)
      // The rows below name voxels in the file's own axes.
      let differs = (0..<20).contains { row in
        (0..<80).contains { shown[$0, row] != expected[$0, row] }
      }
      #expect(!differs, "\(axes) \(forward) \(keys)")
    }
  }

  @Test func straightGridsAreNotOblique() {
    #expect(!Session.loaded(columns: 160).screen.contains("oblique"))
  }

  @Test func withoutUnicodeTheAngleIsASCII() {
    let grid = Self.turned(Patient.grid, sine: 0.3907, cosine: 0.9205, about: 2)
    let session = Session.loaded(
      columns: 120, capability: DisplayCapability(colors: .none, unicode: false), grid: grid)
    #expect(session.screen.contains("oblique 23 deg"))
  }

  @Test func planesFollowEachOther() {
    var session = Session.loaded()
    #expect(session.screen.contains("AX 13/24"))
    session.type("v")
    #expect(session.state.plane == .coronal && session.screen.contains("COR 40/80"))
    session.type("v")
    #expect(session.state.plane == .sagittal && session.screen.contains("SAG 48/96"))
    session.press(.pageUp)
    #expect(session.state.cursor == Voxel(47, 40, 12), "counted towards the patient's right")
    session.type("v")
    #expect(session.state.plane == .axial)
  }

  /// The mask's slices are axial ones, and what it spans in another plane is called by that.
  @Test func slicesAreCountedInOnePlane() {
    var session = Session.predicted(columns: 120, rows: 40)
    #expect(session.screen.contains("slices  5  AX 11-15"))
    session.type("v")
    #expect(session.screen.contains("slices  5  axial"))
    #expect(session.screen.contains(/COR     \d+-\d+/), "\(session.screen)")
    session.type("v")
    #expect(session.screen.contains(/SAG     \d+-\d+/) && !session.screen.contains("COR "))
    session.press(.tab)
    #expect(session.screen.contains(/SAG \d+-\d+/) && !session.screen.contains("(5)"))
  }
}
