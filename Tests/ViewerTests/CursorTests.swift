import Imaging
import Testing
import Viewer

@Suite struct CursorTests {
  @Test func arrowsAndLettersMoveOneVoxel() {
    for (arrow, letter, x, y) in [
      (Key.left, "h", -1, 0), (.down, "j", 0, 1), (.up, "k", 0, -1), (.right, "l", 1, 0),
    ] {
      var session = Session.loaded()
      let start = session.state.cursor
      session.press(arrow)
      #expect(session.state.cursor == Voxel(start.x + x, start.y + y, start.z))
      session.type(letter)
      #expect(session.state.cursor == Voxel(start.x + 2 * x, start.y + 2 * y, start.z))
    }
  }

  @Test func shiftedKeysMoveTenVoxels() {
    for (arrow, letter, x, y) in [
      (Key.shiftLeft, "H", -10, 0), (.shiftDown, "J", 0, 10), (.shiftUp, "K", 0, -10),
      (.shiftRight, "L", 10, 0),
    ] {
      var session = Session.loaded()
      let start = session.state.cursor
      session.press(arrow)
      session.type(letter)
      #expect(session.state.cursor == Voxel(start.x + 2 * x, start.y + 2 * y, start.z))
    }
  }

  @Test func theEdgeStopsTheCursorAndSaysSo() {
    var session = Session.loaded()
    for _ in 0..<20 { session.press(.shiftLeft) }
    #expect(session.state.cursor.x == 0)
    #expect(session.messageText == "Shift+Left: the cursor is at the edge of the slice.")
    session.press(.right)
    #expect(session.state.cursor.x == 1)
    #expect(session.state.message == nil)
  }

  @Test func sliceKeys() {
    var session = Session.loaded()
    #expect(session.state.cursor.z == 12)
    session.press(.pageUp)
    #expect(session.state.cursor.z == 13)
    session.type(".")
    #expect(session.state.cursor.z == 14)
    session.press(.pageDown)
    session.type(",")
    #expect(session.state.cursor.z == 12)
    session.type(">")
    #expect(session.state.cursor.z == 22)
    session.type("<")
    #expect(session.state.cursor.z == 12)
    session.press(.home)
    #expect(session.state.cursor.z == 0)
    session.press(.end)
    #expect(session.state.cursor.z == 23)
    session.type("g")
    #expect(session.state.cursor.z == 0)
    session.type("G")
    #expect(session.state.cursor.z == 23)
    session.type(">")
    #expect(session.messageText == ">: this is the last slice, AX 24.")
    session.type("g,")
    #expect(session.messageText == ",: this is the first slice, AX 1.")
  }

  @Test func slicesAreNumberedAsTheTitleShowsThem() {
    var session = Session.loaded()
    session.type(":7")
    session.press(.enter)
    #expect(session.state.cursor.z == 6)
    #expect(session.frame.text(row: 0).contains("AX 7/24"))
    #expect(session.frame.text(row: 0).contains("z=-18.0mm"))
  }

  /// Left on the screen is the patient's right, up is the front, and PgUp goes to the head,
  /// however the file's axes run.
  @Test(arguments: Patient.orientations.indices) func keysMoveInPatientSpace(_ index: Int) {
    let (axes, forward) = Patient.orientations[index]
    var session = Session.loaded(grid: Patient.grid(axes: axes, forward: forward))
    for (key, expected) in [
      (Key.left, SIMD3<Double>(2, 0, 0)), (.right, SIMD3(-2, 0, 0)), (.up, SIMD3(0, 2, 0)),
      (.down, SIMD3(0, -2, 0)), (.pageUp, SIMD3(0, 0, 5)), (.pageDown, SIMD3(0, 0, -5)),
    ] {
      let before = session.place
      session.press(key)
      #expect((session.place - before - expected).length < 1e-9, "\(key) in \(axes) \(forward)")
    }
  }

  @Test func keysWaitForTheStudy() {
    var session = Session()
    for key in [Key.left, .pageUp, .character("1"), .character("+"), .enter, .character("p")] {
      session.press(key)
      #expect(session.messageText == "\(key.name): the study is still being read.")
      #expect(session.effects.isEmpty)
    }
    session.type("q")
    #expect(session.quits)
  }
}
