import Imaging
import Testing
import Viewer

@Suite struct PictureTests {
  static let white = Color.palette(231)
  static let black = Color.palette(16)

  /// However the file's axes run, the screen shows the same patient with the same letters.
  @Test(arguments: Patient.orientations.indices) func everyOrientationShowsOnePatient(
    _ index: Int
  ) {
    func frame(_ axes: [Int], _ forward: [Bool]) -> Frame {
      var session = Session.loaded(grid: Patient.grid(axes: axes, forward: forward))
      session.type("2")
      return session.frame
    }
    let expected = frame([0, 1, 2], [true, true, true])
    let (axes, forward) = Patient.orientations[index]
    let shown = frame(axes, forward)
    // The rows below name voxels in the file's own axes.
    for row in 0..<20 {
      for column in 0..<80 where shown[column, row] != expected[column, row] {
        Issue.record("\(axes) \(forward) differs at \(column), \(row)")
        return
      }
    }
    #expect(shown[40, 1].character == "A" && shown[40, 20].character == "P")
    #expect(shown[0, 11].character == "R" && shown[79, 11].character == "L")
  }

  /// The lesion is on the patient's left, so on the right of the screen.
  @Test func theLeftIsOnTheRight() {
    var session = Session.loaded()
    // At one pixel a voxel nothing else in view has the lesion's grey.
    session.type("x+++")
    let pixels = session.frame.halfBlockPixels(columns: 1..<79, rows: 2..<20)
    let lesionGrey = Color.palette(251)  // HU 160 of W400 L40: 0.8 of white
    let columns = pixels.flatMap { row in row.indices.filter { row[$0] == lesionGrey } }
    #expect(columns.count > 150)
    #expect(columns.allSatisfy { $0 > 39 })
  }

  @Test func unknownOrientationShowsNoLetters() {
    let known = Patient.grid
    let grid = VoxelGrid(shape: known.shape, affine: known.affine, hasKnownOrientation: false)
    let frame = Session.loaded(grid: grid).frame
    #expect(frame[40, 1].character == "?" && frame[0, 11].character == "?")
    #expect(frame.text(row: 22).contains("mm -0.5,-0.5,0.0"))
  }

  /// A ball of 20 mm radius on a grid whose voxels are three times as high as wide.
  static func ball(spacing: SIMD3<Double>) -> Volume {
    let shape = Voxel(Int(64 / spacing.x), Int(64 / spacing.y), 5)
    let grid = VoxelGrid(
      shape: shape,
      affine: Affine(
        columns: (SIMD3(-spacing.x, 0, 0), SIMD3(0, -spacing.y, 0), SIMD3(0, 0, spacing.z)),
        translation: SIMD3(32 - spacing.x / 2, 32 - spacing.y / 2, -2 * spacing.z)))
    return Volume(
      grid: grid,
      voxels: Patient.voxels(of: grid).map { voxel -> Int16 in
        let place = grid.affine(voxel)
        return (place * place).sum() <= 400 ? 1000 : -1000
      })
  }

  @Test(arguments: [SIMD3(1, 1, 1), SIMD3(0.5, 1.5, 3), SIMD3(2, 0.5, 1)])
  func ballsAreRound(spacing: SIMD3<Double>) {
    let volume = Self.ball(spacing: spacing)
    for (aspect, capability) in [
      (0.5, DisplayCapability(colors: .palette256, unicode: true)),
      (0.4, DisplayCapability(colors: .palette256, unicode: true)),
      (0.5, DisplayCapability(colors: .palette256, unicode: false)),
      (0.5, DisplayCapability(colors: .none, unicode: false)),
    ] {
      var session = Session(
        columns: 80, rows: 40, capability: capability,
        options: ViewerOptions(cellAspect: aspect))
      session.send(.loaded(LoadedStudy(volume: volume, name: "ball")))
      session.type("x3")
      for zoom in ["", "+"] {
        session.type(zoom)
        let frame = session.frame
        let rows = 2..<36
        let isBright: (Int, Int) -> Bool = { column, row in
          let cell = frame[column, row]
          return capability.colors == .none
            ? "x*#%@".contains(cell.character) : isLight(cell.background)
        }
        let middleRow = 2 + 34 / 2
        let width = (1..<79).filter { isBright($0, middleRow) }.count
        let height = rows.filter { isBright(40, $0) }.count
        // A cell is `aspect` as wide as high.
        let ratio = Double(width) * aspect / Double(height)
        #expect(abs(ratio - 1) < 0.12, "\(width) x \(height) cells at \(aspect), zoom \(zoom)")
      }
    }
  }

  /// Averages, where the picture shrinks, and never invents a value beyond the voxels'.
  @Test func shrinkingAverages() {
    let grid = VoxelGrid(shape: Voxel(300, 300, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
    // A checkerboard of black and white: every pixel of many voxels is middle grey.
    let checks = (0..<grid.count).map { offset -> Int16 in
      (offset % 300 + offset / 300).isMultiple(of: 2) ? -160 : 240
    }
    var session = Session()
    session.send(.loaded(LoadedStudy(volume: Volume(grid: grid, voxels: checks), name: "a")))
    session.type("x1")
    let pixels = session.frame.halfBlockPixels(columns: 32..<50, rows: 6..<16).joined()
    #expect(pixels.allSatisfy { $0 == .palette(243) || $0 == .palette(244) })
  }

  @Test func notANumberIsBlack() {
    let grid = VoxelGrid(shape: Voxel(8, 8, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let half = (0..<64).map { $0 % 8 < 4 ? Float.nan : Float(2000) }
    var session = Session()
    session.send(.loaded(LoadedStudy(volume: Volume(grid: grid, voxels: half), name: "a")))
    session.type("x1")
    let row = session.frame.halfBlockPixels(columns: 1..<79, rows: 10..<11)[0]
    // x grows to the patient's right: NaN is on the right of the screen.
    #expect(row.filter { $0 == Self.white }.count == 18)
    #expect(row[60] == Self.black && row.firstIndex(of: Self.white)! < 39)
    session.type("x:1,4,0")
    session.press(.enter)
    #expect(session.screen.contains("HU nan"))
  }

  @Test func alwaysOutsideTheThemesColours() {
    for keys in ["", "f"] {
      var session = Session.loaded()
      session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
      session.type("p")
      session.answerPrediction()
      session.type("n?n=" + keys)
      let frame = session.frame
      for row in 0..<24 {
        for column in 0..<80 {
          for color in [frame[column, row].foreground, frame[column, row].background] {
            if case .palette(let entry) = color { #expect(entry >= 16) }
          }
        }
      }
    }
  }

  @Test func eightColoursStayWithinEight() {
    var session = Session.loaded(capability: DisplayCapability(colors: .eight, unicode: true))
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.answerPrediction()
    session.type("nf")
    let frame = session.frame
    for row in 0..<24 {
      for column in 0..<80 {
        for color in [frame[column, row].foreground, frame[column, row].background] {
          if case .palette(let entry) = color { #expect(entry < 8) }
        }
      }
    }
  }

  @Test func withoutUnicodeAllIsASCII() {
    for colors in [DisplayCapability.Colors.none, .eight, .palette256] {
      var session = Session.loaded(
        capability: DisplayCapability(colors: colors, unicode: false),
        name: "Zürich-\u{4E2D}.nii")
      session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
      for keys in ["p", "?", "x:12"] {
        session.type(keys)
        let screen = session.screen
        #expect(screen.unicodeScalars.allSatisfy { $0.isASCII })
      }
    }
  }
}

/// Whether a grey of the 256-colour palette is nearer to white.
private func isLight(_ color: Color) -> Bool {
  guard case .palette(let entry) = color else { return false }
  return entry == 231 || entry > 243
}
