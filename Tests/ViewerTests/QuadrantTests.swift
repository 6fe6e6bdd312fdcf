import Imaging
import Testing
import Viewer

@Suite struct QuadrantTests {
  /// Bit 0 is the upper left pixel, then upper right, lower left, lower right.
  static let characters: [Character] = Array(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")
  static let truecolor = DisplayCapability(colors: .truecolor, unicode: true)
  static let palette = DisplayCapability(colors: .palette256, unicode: true)

  /// A session whose picture of 78 x 18 characters has a pixel a voxel, and the voxels' brightness
  /// row by row.
  static func session(
    _ brightness: (Int, Int) -> Double, capability: DisplayCapability = truecolor
  ) -> Session {
    let grid = VoxelGrid(
      shape: Voxel(156, 36, 1),
      affine: Affine(
        columns: (SIMD3(-1, 0, 0), SIMD3(0, -2, 0), SIMD3(0, 0, 1)), translation: .zero))
    let voxels: [Float] = (0..<grid.count).map { Float(1000 * brightness($0 % 156, $0 / 156)) }
    var session = Session(
      capability: capability, options: ViewerOptions(renderer: .quadrant))
    session.send(.loaded(LoadedStudy(volume: Volume(grid: grid, voxels: voxels), name: "a")))
    session.type(":wl 1000 500")
    session.press(.enter)
    return session
  }

  /// The sum of squared errors of four values when each set of a partition becomes its mean.
  static func error(_ values: [Double], _ members: Int) -> Double {
    [true, false].reduce(0) { sum, isMember in
      let set = values.indices.filter { (members >> $0 & 1 == 1) == isMember }.map { values[$0] }
      let mean = set.reduce(0, +) / Double(max(1, set.count))
      return sum + set.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
  }

  static func level(_ color: Color) -> Int {
    guard case .rgb(let red, let green, let blue) = color, red == green, green == blue else {
      return -1
    }
    return Int(red)
  }

  @Test func everyCellHasTheLeastError() throws {
    var random = SystemRandomNumberGenerator()
    let values = (0..<156 * 36).map { _ in
      // Few levels, so that equal values and equal errors come up too.
      Double(Int.random(in: 0...10, using: &random)) / 10
    }
    var session = Self.session { values[$1 * 156 + $0] }
    session.type("x:toggle-scale")
    session.press(.enter)
    let frame = session.frame
    for row in 0..<18 {
      for column in 0..<78 {
        let cell = frame[1 + column, 2 + row]
        let pixels = [(0, 0), (1, 0), (0, 1), (1, 1)].map { across, down in
          values[(2 * row + down) * 156 + 2 * column + across]
        }
        let members = try #require(Self.characters.firstIndex(of: cell.character))
        let least = (0..<16).map { Self.error(pixels, $0) }.min() ?? 0
        #expect(Self.error(pixels, members) < least + 1e-5, "\(pixels) as \(cell.character)")
        for isMember in [true, false] {
          let set = pixels.indices.filter { (members >> $0 & 1 == 1) == isMember }
          guard !set.isEmpty else { continue }
          let mean = set.map { pixels[$0] }.reduce(0, +) / Double(set.count)
          let shown = Self.level(isMember ? cell.foreground : cell.background)
          #expect(abs(Double(shown) - 255 * mean) <= 0.51)
        }
      }
    }
  }

  /// The colour of every pixel of the picture.
  static func pixels(_ frame: Frame) -> [[Color]] {
    (0..<36).map { y in
      (0..<156).map { x in
        let cell = frame[1 + x / 2, 2 + y / 2]
        let members = characters.firstIndex(of: cell.character) ?? 0
        return members >> (y % 2 * 2 + x % 2) & 1 == 1 ? cell.foreground : cell.background
      }
    }
  }

  @Test func overlaysWinOverTheImage() {
    // A checkerboard, in which every cell has two greys of its own.
    var session = Self.session({ Double(($0 + $1) % 2) }, capability: Self.palette)
    let crosshair = Color.palette(227)
    for place in [Voxel(78, 18, 0), Voxel(79, 18, 0), Voxel(79, 19, 0), Voxel(30, 7, 0)] {
      session.go(to: place)
      let pixels = Self.pixels(session.frame)
      let shown = (0..<36).flatMap { y in
        (0..<156).filter { pixels[y][$0] == crosshair }.map { [$0, y] }
      }
      let arms = [2, 3].flatMap { step in
        [
          [place.x - step, place.y], [place.x + step, place.y], [place.x, place.y - step],
          [place.x, place.y + step],
        ]
      }
      #expect(Set(shown) == Set(arms), "\(place)")
    }
  }

  @Test func aContourKeepsItsColourEverywhere() {
    var session = Self.session({ Double(($0 + $1) % 2) }, capability: Self.palette)
    guard let grid = session.state.volume?.grid else { return }
    session.place(Voxel(20, 10, 0), Voxel(40, 10, 0))
    session.type("p")
    let square = (5..<26).flatMap { y in (15..<50).map { Voxel($0, y, 0) } }
    var mask = Mask(emptyOn: grid, box: VoxelBox(enclosing: square))
    for voxel in square { mask[voxel] = 1 }
    session.send(
      .predicted(
        PredictionResult(
          mask: mask,
          measurements: Session.result(for: [1], on: Patient.grid).measurements, seconds: 1), job: 1
      ))
    session.type("=xX")
    let pixels = Self.pixels(session.frame)
    for y in 0..<36 {
      for x in 0..<156 {
        let inside = (15..<50).contains(x) && (5..<26).contains(y)
        let isEdge = inside && (x == 15 || x == 49 || y == 5 || y == 25)
        #expect((pixels[y][x] == .palette(117)) == isEdge, "\(x),\(y)")
      }
    }
  }

  // MARK: Choosing

  @Test func theKeyGoesThroughWhatTheTerminalCanDraw() {
    var session = Session.loaded(capability: Self.palette)
    var names: [String] = []
    for _ in 0..<4 {
      session.type("Y")
      names += ["quadrant", "space", "ascii", "half"].filter {
        session.screen.contains("256c \($0)")
      }
    }
    #expect(names == ["quadrant", "space", "ascii", "half"])
    #expect(session.messageText == "Drawing by half blocks: 1 x 2 pixels a character.")

    session = Session.loaded(capability: DisplayCapability(colors: .palette256, unicode: false))
    session.type("Y")
    #expect(session.screen.contains("256c ascii"))
    session.type("Y")
    #expect(session.screen.contains("256c space"))

    session = Session.loaded(capability: DisplayCapability(colors: .eight, unicode: true))
    session.type("Y")
    #expect(session.messageText.hasPrefix("Y: this terminal draws by characters only"))
  }

  @Test func whatCannotBeDrawnSaysSo() {
    for renderer in [Renderer.quadrant, .half, .background] {
      let options = ViewerOptions(renderer: renderer)
      var session = Session.loaded(
        capability: DisplayCapability(colors: .eight, unicode: true), options: options)
      #expect(session.screen.contains("no \(renderer.rawValue) here"))
      #expect(session.screen.contains("8c ascii"))
      session = Session.loaded(capability: Self.palette, options: options)
      #expect(!session.screen.contains(" here"))
    }
  }

  @Test func theChoiceOutlivesLoadingAndResetting() {
    var session = Session(capability: Self.palette)
    session.type("Y")
    session.send(
      .loaded(LoadedStudy(volume: Patient.volume(on: Patient.grid), name: "patient.nii.gz")))
    #expect(session.state.display.renderer == .quadrant)
    session.type("r")
    #expect(session.state.display.renderer == .quadrant)
  }

  @Test func truecolourHas256Greys() {
    // A ramp over the whole picture.
    var session = Session.loaded(columns: 300, rows: 60, capability: Self.truecolor)
    let grid = VoxelGrid(shape: Voxel(298, 54, 1), affine: Affine(spacing: SIMD3(1, 2, 1)))
    let ramp = (0..<grid.count).map { Float($0 % 298) }
    session.send(.loaded(LoadedStudy(volume: Volume(grid: grid, voxels: ramp), name: "a")))
    session.type("x:wl 298 149")
    session.press(.enter)
    session.press(.tab)
    var levels: Set<Int> = []
    for row in 2..<55 {
      for column in 1..<299 { levels.insert(Self.level(session.frame[column, row].background)) }
    }
    #expect(levels.count > 240 && !levels.contains(-1))
  }

  @Test func truecolourFillsMixGreyAndHue() {
    var session = Session.loaded(capability: Self.truecolor)
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.answerPrediction()
    session.type("nfxX")
    let colors = Set(
      session.frame.halfBlockPixels(columns: 1..<79, rows: 2..<20).joined().filter {
        if case .rgb(let red, let green, let blue) = $0 {
          red != green || green != blue
        } else {
          false
        }
      })
    // HU 160 of W400 L40 is 0.8 of white; 0.4 of it and 0.6 of 135, 215, 255.
    #expect(colors == [.rgb(163, 211, 235)])
  }
}
