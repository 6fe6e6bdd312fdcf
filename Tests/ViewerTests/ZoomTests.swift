import Imaging
import Testing
import Viewer

@Suite struct ZoomTests {
  func zoom(_ session: Session) -> Double? {
    session.frame.text(row: 0).split(separator: " ").first { $0.hasSuffix("x") }.flatMap {
      Double($0.dropLast())
    }
  }

  @Test func stepsMeetOnePixelAVoxel() {
    var session = Session.loaded()
    #expect(zoom(session) == 0.45)
    session.type("+")
    #expect(zoom(session) == 0.5)
    session.type("++")
    #expect(zoom(session) == 1)
    session.type("++")
    #expect(zoom(session) == 2)
    session.type("----")
    #expect(zoom(session) == 0.5)
    session.type("-")
    #expect(session.state.viewport == Viewport())
    session.type("-")
    #expect(session.messageText == "-: the whole slice is in view.")
  }

  @Test func closestZoomIsRefusedBeyond() {
    var session = Session.loaded()
    for _ in 0..<40 { session.type("+") }
    #expect(session.messageText == "+: the view is as close as it goes.")
    #expect(zoom(session) == 32)
    session.type("=")
    #expect(session.state.viewport == Viewport())
  }

  @Test func zoomKeepsTheCursorWhereItIsOnTheScreen() throws {
    var session = Session.loaded()
    session.go(to: Voxel(40, 38, 12))
    session.type("+++")
    let before = try #require(crosshair(session))
    session.type("+")
    let after = try #require(crosshair(session))
    #expect(abs(before.column - after.column) <= 1 && abs(before.row - after.row) <= 1)
  }

  /// The middle of the cross-hair's arms, in pixels of the picture at 80 x 24.
  func crosshair(_ session: Session) -> (column: Int, row: Int)? {
    let pixels = session.frame.halfBlockPixels(columns: 1..<79, rows: 2..<20)
    let rows = pixels.indices.filter { pixels[$0].contains(.palette(227)) }
    let columns = pixels[0].indices.filter { column in
      pixels.contains { $0[column] == .palette(227) }
    }
    guard let left = columns.first, let right = columns.last, let top = rows.first,
      let bottom = rows.last
    else { return nil }
    return ((left + right) / 2, (top + bottom) / 2)
  }

  @Test func theViewFollowsTheCursor() {
    var session = Session.loaded()
    session.type("+++++++")
    for key in [Key.right, .down, .left, .left, .up, .up] {
      for _ in 0..<60 {
        session.press(key)
        #expect(crosshair(session) != nil, "the cursor is in the picture")
      }
    }
  }

  @Test func centringPutsTheCursorInTheMiddle() throws {
    var session = Session.loaded()
    session.type("c")
    #expect(session.messageText == "c: the whole slice is in view; + zooms in.")
    session.type("++++++")
    session.press(.left, .left, .left, .left, .left, .up)
    session.type("c")
    let middle = try #require(crosshair(session))
    #expect(abs(middle.column - 39) <= 1 && abs(middle.row - 18) <= 1)
  }

  @Test func resizeKeepsTheCursorInView() throws {
    var session = Session.loaded(columns: 120, rows: 40)
    session.type("++++")
    session.press(.shiftRight, .shiftRight, .shiftDown)
    for size in [(60, 20), (40, 12), (200, 60), (10, 3), (0, 0), (80, 24)] {
      session.send(.resize(ScreenSize(columns: size.0, rows: size.1)))
      #expect(session.frame.size == ScreenSize(columns: size.0, rows: size.1))
    }
    #expect(crosshair(session) != nil)
  }

  @Test func resetBringsTheOpeningViewBack() {
    var session = Session.loaded()
    session.type("3++xXm")
    session.type("r")
    #expect(session.state.viewport == Viewport())
    #expect(session.state.window == WindowSetting(.soft))
    #expect(session.state.display == DisplayOptions())
  }
}
