import Imaging
import Testing
import Viewer

@Suite struct ThreeViewsTests {
  func threeViews(columns: Int = 80, rows: Int = 24) -> Session {
    var session = Session.loaded(columns: columns, rows: rows)
    session.type("o")
    return session
  }

  /// Where a text stands on the screen.
  func place(of text: String, in session: Session) -> (column: Int, row: Int)? {
    for row in 0..<session.state.size.rows {
      let line = session.frame.text(row: row)
      if let range = line.range(of: text) {
        return (line.distance(from: line.startIndex, to: range.lowerBound), row)
      }
    }
    return nil
  }

  @Test func allPlanesAreShownThroughTheCursor() {
    var session = threeViews()
    session.go(to: Voxel(30, 20, 7))
    let screen = session.screen
    #expect(screen.contains("AX 8/24") && screen.contains("COR 60/80"))
    #expect(screen.contains("SAG 66/96"))
    for letters in ["R", "L", "A", "P", "S", "I"] { #expect(screen.contains(letters)) }
  }

  @Test func theActivePaneIsMarkedWithoutColour() {
    var session = Session.loaded(capability: DisplayCapability(colors: .none, unicode: false))
    session.type("o")
    #expect(session.screen.contains(">AX 13/24"))
    #expect(session.frame[0, 1].character == "#" && session.frame[0, 5].character == "H")
    session.type("v")
    #expect(session.screen.contains(">COR 40/80"))
    #expect(session.frame[0, 1].character == "+" && session.frame[0, 5].character == "|")
    #expect(session.frame[48, 1].character == "#")
  }

  @Test func keysActInTheActivePane() {
    var session = threeViews()
    session.type("vv")
    session.press(.left)
    // Sagittal: anterior is on the left, and y runs to the back.
    #expect(session.state.cursor == Voxel(48, 39, 12))
    session.press(.up, .up)
    #expect(session.state.cursor == Voxel(48, 39, 14))
    session.press(.pageDown)
    #expect(session.state.cursor == Voxel(49, 39, 14))
    #expect(session.screen.contains("AX 15/24") && session.screen.contains("SAG 47/96"))
    session.type(":3")
    session.press(.enter)
    #expect(session.state.cursor.x == 93)
  }

  /// Lines of the cross-hair run through each pane at the cursor's place.
  @Test func crossHairsAreLinked() {
    var session = threeViews(columns: 120, rows: 40)
    session.go(to: Voxel(48, 40, 12))
    func yellow(_ columns: Range<Int>, _ rows: Range<Int>) -> [Int] {
      let pixels = session.frame.halfBlockPixels(columns: columns, rows: rows)
      let counts = columns.indices.map { index in
        pixels.count { $0[index - columns.lowerBound] == .palette(227) }
      }
      return counts.indices.filter { counts[$0] > 5 }
    }
    // One column of each pane has a line.
    let axial = yellow(1..<53, 2..<37)
    let coronal = yellow(55..<90, 2..<17)
    #expect(axial.count == 1 && coronal.count == 1)
    session.press(.shiftLeft)
    let moved = yellow(1..<53, 2..<37)
    #expect(moved[0] < axial[0] && yellow(55..<90, 2..<17)[0] < coronal[0])
    session.type("x")
    #expect(yellow(1..<53, 2..<37).isEmpty)
  }

  @Test func scaleIsCommonOnceZoomed() throws {
    var session = threeViews(columns: 120, rows: 40)
    session.go(to: Voxel(66, 36, 12))
    session.type("++++")
    // 2 pixels a voxel: the lesion, 16 mm across, is as wide in the coronal pane.
    let frame = session.frame
    func widest(_ columns: Range<Int>, _ rows: Range<Int>) -> Int {
      frame.halfBlockPixels(columns: columns, rows: rows).map { row in
        row.count { $0 == .palette(251) }
      }.max() ?? 0
    }
    let axial = widest(1..<53, 2..<37)
    let coronal = widest(55..<90, 2..<17)
    #expect(axial > 20 && abs(coronal - axial) <= 6, "\(axial) \(coronal)")
  }

  @Test func theCursorStaysInEveryPane() {
    var session = threeViews(columns: 120, rows: 40)
    session.type("+++++++++")
    for key in [Key.right, .down, .left, .up, .pageUp, .pageDown] {
      for _ in 0..<30 { session.press(key) }
      // The pane's own cross-hair shows that its cursor is in view.
      for (columns, rows) in [(1..<53, 2..<37), (55..<90, 2..<17), (55..<90, 19..<37)] {
        let pixels = session.frame.halfBlockPixels(columns: columns, rows: rows).joined()
        #expect(pixels.contains(.palette(227)), "\(key) \(columns) \(rows)")
      }
    }
  }

  @Test func smallScreensShowOnePane() {
    var session = Session.loaded(columns: 40, rows: 12)
    session.type("o")
    #expect(session.messageText.hasPrefix("o: three views need a larger screen"))
    #expect(!session.state.display.showsThreeViews)
    session = threeViews(columns: 43, rows: 16)
    #expect(session.screen.contains("COR"))
    session.send(.resize(ScreenSize(columns: 42, rows: 16)))
    #expect(!session.screen.contains("COR"))
    session.send(.resize(ScreenSize(columns: 60, rows: 50)))
    let axial = place(of: "AX 13", in: session)
    let coronal = place(of: "COR", in: session)
    let sagittal = place(of: "SAG", in: session)
    #expect(coronal?.row == sagittal?.row && coronal?.row ?? 0 > axial?.row ?? 99, "below")
  }

  @Test func everySizeCanBeDrawn() {
    var session = threeViews()
    session.type("i|")
    for columns in stride(from: 0, through: 150, by: 7) {
      for rows in stride(from: 0, through: 60, by: 5) {
        session.send(.resize(ScreenSize(columns: columns, rows: rows)))
        session.type("v")
        #expect(session.frame.size == ScreenSize(columns: columns, rows: rows))
      }
    }
  }

  @Test func masksAndLettersAreInEveryPane() throws {
    var session = threeViews(columns: 120, rows: 40)
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.answerPrediction()
    session.type("n")
    for (columns, rows) in [(1..<53, 2..<37), (55..<90, 2..<17), (55..<90, 19..<37)] {
      let pixels = session.frame.halfBlockPixels(columns: columns, rows: rows).joined()
      #expect(pixels.contains(.palette(117)), "a contour in \(columns) \(rows)")
    }
    // The coronal slice through the diameter has both ends.
    let coronal = (2..<17).map { row in
      String((55..<90).map { session.frame[$0, row].character })
    }.joined()
    #expect(coronal.contains("A") && coronal.contains("B"))
  }

  // MARK: Placing

  @Test func endsAreSetInTheAxialView() {
    var session = Session.loaded()
    session.type("v")
    session.press(.enter)
    #expect(
      session.messageText
        == "Enter: a diameter lies in an axial slice; go to the axial view first (v).")
    #expect(session.state.work.lesions.isEmpty && session.effects.isEmpty)
    session.type("vv")
    session.press(.enter)
    #expect(session.state.work.lesions.count == 1)
    session.type("v")
    session.press(.shiftRight, .enter)
    #expect(session.messageText.contains("go to the axial view first"))
    #expect(session.state.work.lesions[0].b == nil)
    session.type("vv")
    session.press(.enter)
    #expect(session.state.work.lesions[0].diameter != nil)
    // Taking an end up goes to where it can be set.
    session.type("va")
    #expect(session.state.plane == .axial && session.state.mode == .placing(.a))
  }

  /// A diameter longer than the picture: its ends are pointed to.
  @Test func anEndOutOfSightIsPointedTo() {
    var session = Session.loaded()
    session.go(to: Voxel(40, 20, 12))
    session.press(.enter)
    session.type("+++")
    session.press(.shiftRight, .shiftRight, .shiftRight, .shiftRight)
    #expect((2..<20).contains { session.frame.text(row: $0).dropFirst().hasPrefix("←A") })
    session.press(.shiftLeft, .shiftLeft, .shiftLeft, .shiftLeft)
    #expect(!session.screen.contains("←A"))
    session.press(.shiftDown, .shiftDown)
    #expect(session.frame.text(row: 2).contains("↑A"))
    session.press(.pageUp)
    #expect(!session.screen.contains("↑A"), "on another slice there is nothing to point to")
  }
}
