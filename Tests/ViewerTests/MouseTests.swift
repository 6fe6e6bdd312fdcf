import Imaging
import Testing
import Viewer

@Suite struct MouseTests {
  static func session(
    _ capability: DisplayCapability = DisplayCapability(
      colors: .palette256, unicode: true, hasMouse: true), renderer: Renderer = .auto
  ) -> Session {
    .loaded(capability: capability, options: ViewerOptions(renderer: renderer, mouse: true))
  }

  static func mouse(
    _ kind: MouseEvent.Kind, _ button: MouseEvent.Button? = nil, _ column: Int, _ row: Int,
    control: Bool = false
  ) -> Event {
    .mouse(MouseEvent(kind, button, column: column, row: row, control: control))
  }

  @Test(arguments: [Renderer.half, .quadrant, .background, .ascii])
  func theLeftButtonPutsTheCursor(renderer: Renderer) {
    var session = Self.session(renderer: renderer)
    // The slice stands in columns 19 to 61: ticks on the frame tell which cell the cursor is in.
    for row in 2..<20 {
      for column in stride(from: 20, to: 60, by: 3) {
        session.send(Self.mouse(.press, .left, column, row))
        let frame = session.frame
        #expect(frame[column, 1].character == "┬", "\(column), \(row)")
        // In the middle row stands the patient's right.
        #expect(frame[0, row].character == (row == 11 ? "R" : "├"), "\(column), \(row)")
        session.send(Self.mouse(.release, .left, column, row))
      }
    }
    // Beside the slice, the nearest voxel; beside the picture, nothing.
    session.send(Self.mouse(.press, .left, 1, 2))
    let corner = session.state.cursor
    #expect(corner.x == 0 && corner.y < 5)
    session.send(Self.mouse(.press, .left, 0, 10))
    session.send(Self.mouse(.press, .left, 30, 22))
    #expect(session.state.cursor == corner)
  }

  @Test func aDragLeadsTheCursorAndStopsAtTheEdge() {
    var session = Self.session()
    session.type("A+++")
    let screen = session.frame.text(row: 10)
    session.send(Self.mouse(.press, .left, 40, 10))
    let start = session.state.cursor
    session.send(Self.mouse(.drag, .left, 44, 10))
    let moved = session.state.cursor
    #expect(moved.x > start.x && moved.y == start.y)
    let centre = session.state.viewport.centres
    session.send(Self.mouse(.drag, .left, 500, 500))
    #expect(session.state.viewport.centres == centre, "no pan under the pointer")
    session.send(Self.mouse(.release, .left, 44, 10))
    session.send(Self.mouse(.drag, .left, 40, 10))
    #expect(session.state.cursor != start, "a drag that nothing began")
    #expect(screen != "")
    // Enter sets the end where the button put the cursor.
    session.send(Self.mouse(.press, .left, 40, 10))
    session.press(.enter)
    #expect(session.state.work.lesions.first?.a == start)
  }

  @Test func theRightButtonDragsTheWindow() {
    var session = Self.session()
    session.send(Self.mouse(.press, .right, 30, 10))
    #expect(session.state.window.name == "soft")
    session.send(Self.mouse(.drag, .right, 40, 8))
    #expect(session.state.window.window == IntensityWindow(width: 450, level: 60))
    #expect(session.state.window.name == "free")
    session.send(Self.mouse(.drag, .right, -50, 100))
    #expect(session.state.window.window == IntensityWindow(width: 245, level: -100))
    // Back where it began, all is as it was.
    session.send(Self.mouse(.drag, .right, 30, 10))
    #expect(session.state.window == WindowSetting(.soft))
    session.send(Self.mouse(.release, .right, 30, 10))
    session.send(Self.mouse(.drag, .right, 50, 10))
    #expect(session.state.window == WindowSetting(.soft))
  }

  @Test func theWheelChangesTheSliceAndWithCtrlTheZoom() {
    var session = Self.session()
    session.send(Self.mouse(.wheelUp, nil, 30, 10))
    #expect(session.state.cursor.z == 13)
    session.send(Self.mouse(.wheelDown, nil, 30, 10))
    session.send(Self.mouse(.wheelDown, nil, 30, 10))
    #expect(session.state.cursor.z == 11)
    session.press(.home)
    session.send(Self.mouse(.wheelDown, nil, 30, 10))
    #expect(session.messageText == "Mouse: this is the first slice, AX 1.")
    session.send(Self.mouse(.wheelUp, nil, 30, 10, control: true))
    #expect(session.state.viewport.zoom != .fit)
    #expect(session.messageText == "")
    session.send(Self.mouse(.wheelDown, nil, 30, 10, control: true))
    #expect(session.state.viewport.zoom == .fit)
    session.type("?")
    session.send(Self.mouse(.wheelDown, nil, 30, 10))
    #expect(session.helpPage?.scroll == 3)
    session.send(Self.mouse(.press, .left, 30, 10))
    #expect(session.helpPage?.scroll == 3)
  }

  @Test func itIsOffUntilAskedFor() {
    let capability = DisplayCapability(colors: .palette256, unicode: true, hasMouse: true)
    var session = Session.loaded(capability: capability)
    let before = session.state.cursor
    session.send(Self.mouse(.press, .left, 30, 5))
    session.send(Self.mouse(.wheelUp, nil, 30, 5))
    #expect(session.state.cursor == before)
    func told() -> [Bool] {
      session.effects.compactMap { if case .setMouse(let isOn) = $0 { isOn } else { nil } }
    }
    session.type("M")
    #expect(told() == [true])
    #expect(session.screen.contains("mouse"))
    session.send(Self.mouse(.press, .left, 30, 5))
    #expect(session.state.cursor != before)
    session.type("M")
    #expect(told() == [false])

    session = Session.loaded(options: ViewerOptions(mouse: true))
    #expect(!session.state.usesMouse, "a terminal that has none")
    session.type("M")
    #expect(told() == [])
    #expect(session.messageText == "M: this terminal's description knows of no mouse.")
  }

  @Test func loadingLeavesItAsTheTerminalWasTold() {
    let capability = DisplayCapability(colors: .palette256, unicode: true, hasMouse: true)
    var session = Session(capability: capability)
    session.type("M")
    session.send(Self.mouse(.press, .left, 30, 10))
    #expect(session.messageText == "Mouse: the study is still being read.")
    session.send(
      .loaded(LoadedStudy(volume: Patient.volume(on: Patient.grid), name: "patient.nii.gz")))
    #expect(session.state.usesMouse)
  }

  @Test func whatIsTypedOrAskedComesFirst() {
    var session = Self.session()
    session.press(.enter)
    let before = session.state.cursor
    session.type("q")
    session.send(Self.mouse(.press, .left, 30, 5))
    #expect(session.state.mode == .quitQuestion && session.state.cursor == before)
    session.press(.escape)
    session.type(":8")
    session.send(Self.mouse(.wheelUp, nil, 30, 5))
    #expect(session.lastRow.hasPrefix(":8") && session.state.cursor == before)
  }

  @Test func noPlaceOnAnyScreenTraps() {
    var session = Self.session()
    for (columns, rows) in [(0, 0), (1, 1), (39, 11), (40, 12), (200, 60)] {
      session.send(.resize(ScreenSize(columns: columns, rows: rows)))
      for kind in [MouseEvent.Kind.press, .drag, .release, .wheelUp, .wheelDown] {
        for button in [MouseEvent.Button.left, .right, .middle, nil] {
          for place in [-1, 0, 1, 20, 65_535, Int.max, Int.min] {
            session.send(Self.mouse(kind, button, place, 5))
            session.send(Self.mouse(kind, button, 5, place, control: true))
          }
        }
      }
      #expect(session.frame.size == session.state.size)
    }
  }
}
