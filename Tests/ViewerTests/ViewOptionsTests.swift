import Imaging
import Testing
import Viewer

/// Interpolation, the mask's opacity, the scale bar, the opening view.
@Suite struct ViewOptionsTests {
  // MARK: Interpolation

  @Test func enlargingIsNearestUntilAskedFor() {
    let grid = VoxelGrid(shape: Voxel(8, 8, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let halves = (0..<64).map { Int16($0 % 8 < 4 ? -1000 : 1000) }
    var session = Session()
    session.send(.loaded(LoadedStudy(volume: Volume(grid: grid, voxels: halves), name: "a")))
    session.type("x:wl 2000 0")
    session.press(.enter)
    func greys() -> Set<Color> {
      Set(session.frame.halfBlockPixels(columns: 22..<58, rows: 10..<11)[0])
    }
    #expect(greys() == [.palette(16), .palette(231)])
    session.type("y")
    // 4.5 pixels a voxel: some lie between the two halves.
    #expect(greys().count > 4 && greys().isSuperset(of: [.palette(16), .palette(231)]))
    session.type("y")
    #expect(greys().count == 2)
  }

  // MARK: Opacity

  func filled() -> Session {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.answerPrediction()
    session.type("nf")
    return session
  }

  /// The colour of most of the lesion.
  func fill(_ session: Session) -> Color? {
    let pixels = session.frame.halfBlockPixels(columns: 1..<79, rows: 2..<20).joined()
    let counts = Dictionary(grouping: pixels) { $0 }.filter {
      if case .palette(let entry) = $0.key { (17...230).contains(entry) } else { false }
    }
    return counts.max { $0.value.count < $1.value.count }?.key
  }

  @Test func opacityGoesFromFaintToTheHueItself() {
    var session = filled()
    // The lesion at four greys from black to white, at each opacity.
    var seen: [[Color?]] = []
    session.type("dd")
    for _ in 0..<5 {
      seen.append(
        [360, 227, 93, -40].map { level in
          session.type(":wl 400 \(level)")
          session.press(.enter)
          return fill(session)
        })
      session.type("D")
    }
    #expect(session.messageText == "D: the mask is as strong as it gets.")
    #expect(Set(seen).count == 5, "\(seen)")
    #expect(seen[4] == [Color?](repeating: .palette(117), count: 4), "the hue itself")
    session.type("ddddd")
    #expect(session.messageText == "d: the mask is as faint as it gets.")
    #expect(fill(session) == seen[0][3])
  }

  @Test func opacityIsOfFilledMasks() {
    var session = filled()
    session.type("fd")
    #expect(session.messageText == "d: the mask is outlined; f fills it.")
    var other = Session.loaded()
    other.type("d")
    #expect(other.messageText == "d: there is no mask yet; p predicts one.")
  }

  // MARK: Scale bar

  /// The length that the bar names, and the columns between its strokes.
  func bar(_ session: Session, unicode: Bool = true) -> (millimetres: Double, columns: Int)? {
    for row in 2..<session.state.size.rows {
      let text = session.frame.text(row: row).dropFirst(2)
      guard text.hasPrefix(unicode ? "├─" : "|-"),
        let end = text.dropFirst().firstIndex(where: { $0 == (unicode ? "┤" : "|") }),
        let length = Double(text[end...].dropFirst(2).prefix { "0123456789.".contains($0) })
      else { continue }
      return (length, text.distance(from: text.startIndex, to: end))
    }
    return nil
  }

  @Test func theBarMeasures() throws {
    for keys in ["", "+", "+++", "+++++", "+++++++++"] {
      var session = Session.loaded()
      session.type(keys)
      let title = session.frame.text(row: 0)
      let zoom = try #require(
        title.split(separator: " ").first { $0.hasSuffix("x") }.flatMap { Double($0.dropLast()) })
      let shown = try #require(bar(session))
      // Voxels of 1 mm; a column is as wide as a pixel.
      #expect(abs(Double(shown.columns) / zoom / shown.millimetres - 1) < 0.06, "\(keys) \(shown)")
      #expect(shown.columns <= 26, "at most a third of the picture")
    }
  }

  @Test func theBarIsReadableEverywhere() throws {
    for colors in [DisplayCapability.Colors.none, .eight, .palette256] {
      let session = Session.loaded(capability: DisplayCapability(colors: colors, unicode: false))
      let shown = try #require(bar(session, unicode: false))
      #expect(shown.millimetres == 50)
    }
    #expect(bar(Session.loaded(columns: 40, rows: 12)) != nil)
  }

  @Test func theBarGivesWayToTheCursor() {
    var session = Session.loaded()
    let before = session.frame.text(row: 19)
    #expect(before.contains("50 mm"))
    session.type("++++")
    session.go(to: Voxel(0, 79, 12))
    #expect(!session.frame.text(row: 19).contains("mm"))
    #expect(bar(session) != nil, "further up")
  }

  // MARK: The opening view

  /// A round body of 200 mm, off the middle, on a table 400 mm wide in a field of 500 mm.
  static let onATable: Volume = {
    let grid = VoxelGrid(
      shape: Voxel(250, 250, 3),
      affine: Affine(
        columns: (SIMD3(-2, 0, 0), SIMD3(0, -2, 0), SIMD3(0, 0, 5)),
        translation: SIMD3(249, 249, -5)))
    return Volume(
      grid: grid,
      voxels: Patient.voxels(of: grid).map { voxel -> Int16 in
        let place = grid.affine(voxel) - SIMD3(20, 30, 0)
        if place.x * place.x + place.y * place.y < 100 * 100 { return 40 }
        if (-148.0 ... -144).contains(place.y), abs(place.x) < 200 { return 200 }
        return -1000
      })
  }()

  func onATable() -> Session {
    var session = Session()
    session.send(.loaded(LoadedStudy(volume: Self.onATable, name: "a")))
    return session
  }

  @Test func theOpeningViewIsTheBody() {
    var session = onATable()
    #expect(session.state.viewport.zoom == .body)
    session.type("x")
    // 200 mm and the margins of the body fill the 36 rows of pixels; the table is out of sight.
    func light() -> [Int] {
      session.frame.halfBlockPixels(columns: 1..<79, rows: 2..<20).map { row in
        row.count { $0 == .palette(244) }
      }
    }
    let rows = light().filter { $0 > 0 }.count
    #expect((31...35).contains(rows), "\(rows)")
    session.type("=")
    #expect(session.state.viewport.zoom == .fit)
    #expect((13...16).contains(light().filter { $0 > 0 }.count), "a body of 200 of 500 mm")
    session.type("=")
    #expect(session.state.viewport.zoom == .body)
    session.type("+r")
    #expect(session.state.viewport.zoom == .body, "as it opened")
  }

  @Test func zoomingGoesOnFromTheBody() {
    var session = onATable()
    session.type("-")
    for _ in 0..<10 { session.type("-") }
    #expect(session.state.viewport == Viewport())
    #expect(session.messageText == "-: the whole slice is in view.")
  }

  @Test func aBodyThatFillsTheSliceIsTheWholeSlice() {
    var session = Session.loaded()
    #expect(session.state.viewport == Viewport())
    session.type("=")
    #expect(session.state.viewport == Viewport())
  }

  @Test func theCursorPansTheBodysView() {
    var session = onATable()
    for _ in 0..<13 { session.press(.shiftUp) }
    let pixels = session.frame.halfBlockPixels(columns: 1..<79, rows: 2..<20).joined()
    #expect(session.state.cursor.y == 0 && pixels.contains(.palette(227)))
  }
}
