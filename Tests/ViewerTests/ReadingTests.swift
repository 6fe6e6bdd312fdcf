import Imaging
import Testing
import Viewer

/// A study that is looked at while it is read.
@Suite struct ReadingTests {
  @Test func theHeaderComesFirst() {
    var session = Session(columns: 120, rows: 40)
    session.receive(slices: 0)
    #expect(session.frame.text(row: 0).contains("patient.nii.gz  AX 1/24"))
    #expect(session.frame.text(row: 0).contains("[READING 0 %]"))
    #expect(session.screen.contains("96 x 80 x 24"))
    #expect(session.screen.contains("not read yet"))
    #expect(session.screen.contains("HU not read yet"))
    session.receive(slices: 1)
    #expect(session.screen.contains("HU 40") && !session.screen.contains("not read yet"))
    #expect(session.frame.text(row: 0).contains("[READING 4 %]"))
  }

  @Test func thePictureGoesToTheMiddleInSteps() {
    var session = Session()
    let grid = VoxelGrid(shape: Voxel(4, 4, 200), affine: Affine(spacing: SIMD3(1, 1, 1)))
    var shown: [Int] = []
    for part in 0...600 {
      let slices = part * 200 / 600
      session.receive(slices: slices, on: grid)
      #expect(slices == 0 || session.state.cursor.z < slices, "what is shown is there")
      if shown.last != session.state.cursor.z { shown.append(session.state.cursor.z) }
    }
    #expect(shown == shown.sorted() && shown.first == 0 && shown.last == 100)
    #expect((3...9).contains(shown.count), "\(shown)")
    // A file that comes at once is not a film.
    var fast = Session()
    for slices in [0, 40, 80, 120, 160] { fast.receive(slices: slices, on: grid) }
    #expect(fast.state.cursor.z == 39)
    fast.receiveAll(on: grid)
    #expect(fast.state.cursor == Voxel(2, 2, 100))
  }

  @Test func untouchedItOpensAsIfReadAtOnce() {
    var session = Session()
    for slices in [0, 1, 3, 9, 20, 24] { session.receive(slices: slices) }
    session.receiveAll()
    let atOnce = Session.loaded()
    #expect(session.frame.snapshot == atOnce.frame.snapshot)
    #expect(session.state.cursor == atOnce.state.cursor && session.effects.isEmpty)
  }

  @Test func whereTheReaderWentHeStays() {
    var session = Session()
    session.receive(slices: 1)
    session.type("2.")
    session.press(.right, .character("+"))
    let (cursor, viewport) = (session.state.cursor, session.state.viewport)
    #expect(cursor == Voxel(49, 40, 1))
    for slices in 2...24 { session.receive(slices: slices) }
    #expect(session.state.cursor == cursor)
    session.receiveAll(warnings: ["The header states no orientation."])
    #expect(session.state.cursor == cursor && session.state.viewport == viewport)
    #expect(session.state.window == WindowSetting(.lung))
    #expect(session.lastRow.contains("The header states no orientation."))
  }

  /// Pressed where they change nothing, keys that go somewhere still say that the reader is there.
  @Test(arguments: ["g", "=", ":1\n", "c"]) func keysThatStay(keys: String) {
    var session = Session()
    session.receive(slices: 1)
    for key in keys { session.press(key == "\n" ? .enter : .character(key)) }
    for slices in 2...24 { session.receive(slices: slices) }
    session.receiveAll()
    #expect(session.state.cursor == Voxel(48, 40, 0))
  }

  @Test func keysThatGoNowhereLetItFollow() {
    var session = Session()
    session.receive(slices: 1)
    session.type("2xX?")
    for slices in 2...24 { session.receive(slices: slices) }
    #expect(session.state.cursor.z > 0)
    session.receiveAll()
    #expect(session.helpPage?.scroll == 0, "the help stays open")
    session.press(.escape)
    #expect(session.state.cursor == Voxel(48, 40, 12))
    #expect(session.state.window == WindowSetting(.lung) && !session.state.display.showsCrosshair)
  }

  @Test func whatNeedsTheWholeStudyWaits() {
    var session = Session()
    session.receive(slices: 14)
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    for key in ["p", "P", "S"] {
      session.type(key)
      #expect(session.messageText == "\(key): the study is still being read.")
      #expect(session.effects.isEmpty)
    }
    #expect(!session.lastRow.contains("predict") && !session.lastRow.contains("save"))
    session.type("q")
    #expect(session.state.mode == .quitQuestion)
    session.type("s")
    #expect(
      session.messageText == "Not saved: patient.nii.gz is still being read; try again in a moment."
        && !session.quits)
    session.receiveAll()
    session.type("p")
    #expect(session.predictions == [[1]])
  }

  @Test func endsAreSetWhereSomethingIsSeen() {
    var session = Session()
    session.receive(slices: 4)
    session.go(to: Voxel(40, 40, 9))
    #expect(session.screen.contains("not read yet"))
    session.press(.enter)
    #expect(session.messageText == "Enter: this place is not read yet.")
    session.type("0")
    #expect(session.messageText == "0: this place is not read yet.")
    #expect(session.state.work == UserWork())
    session.receive(slices: 10)
    session.press(.enter)
    #expect(session.state.work.lesions.map(\.a) == [Voxel(40, 40, 9)])
    #expect(session.autosaves == 1)
  }

  @Test func placingGoesOnOverTheEnd() {
    var session = Session()
    session.receive(slices: 14)
    session.go(to: Voxel(58, 36, 12))
    session.press(.enter, .right)
    let before = session.state
    session.receiveAll()
    #expect(session.state.work == before.work && session.state.mode == .placing(.b))
    #expect(session.state.selected == 1 && session.state.cursor == before.cursor)
    #expect(session.state.viewport == before.viewport)
    #expect(session.autosaves == 1)
    #expect(session.state.hasUnsavedChanges)
    session.type("u")
    #expect(session.messageText == "Undid: end A of lesion 1." && session.state.work == UserWork())
  }

  @Test func aFileThatIsRefusedLeavesNothing() {
    var session = Session()
    session.receive(slices: 24)
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.send(.loadFailed(message: "patient.nii.gz: the data is damaged; copy it again."))
    #expect(session.screen.contains("the data is damaged; copy it again."))
    #expect(session.screen.contains("(1 lesion)"))
    #expect(session.state.shown == nil && session.state.work == UserWork())
    session.type("q")
    #expect(session.quits, "nothing is left that could be saved")
  }

  @Test func otherImagesGetTheirWindowFromWhatIsThere() {
    let grid = Patient.grid
    let slice = grid.shape.x * grid.shape.y
    func study(slices: Int) -> LoadedStudy {
      let voxels = (0..<slice * slices).map { Int16($0 / slice * 100 + $0 % 100) }
      let box = VoxelBox(lower: Voxel(0, 0, 0), upper: Voxel(grid.shape.x, grid.shape.y, slices))
      return LoadedStudy(
        volume: Volume(grid: grid, box: box, type: .int16, buffer: VoxelBuffer(voxels)), name: "mr")
    }
    var atOnce = Session()
    atOnce.send(.loaded(study(slices: 24)))
    var session = Session()
    session.send(.loading(study(slices: 1), fraction: 0))
    #expect(session.state.window.source == .automatic)
    #expect(session.state.window.window.lower < 50 && session.state.window.window.upper < 120)
    session.type(".")
    session.send(.loaded(study(slices: 24)))
    #expect(session.state.window == atOnce.state.window, "the reader did not set it")
    session = Session()
    session.send(.loading(study(slices: 1), fraction: 0))
    session.type("0")
    session.press(.character("w"), .right, .enter)
    let window = session.state.window
    session.send(.loaded(study(slices: 24)))
    #expect(session.state.window == window, "the reader set it")
  }

  // MARK: In all orientations

  /// Every pixel is the whole study's, or says that it is not read; nothing is read past the box.
  @Test(arguments: Patient.orientations.indices) func pixels(_ index: Int) {
    let (axes, forward) = Patient.orientations[index]
    let grid = Patient.grid(axes: axes, forward: forward)
    for zoom in ["", "++++"] {
      for slices in [0, 1, grid.shape.z / 2, grid.shape.z - 1] {
        var session = Session()
        session.receive(slices: slices, on: grid)
        session.type("=x\(zoom)")
        session.go(to: grid.clamped(Voxel(grid.shape.x / 2, grid.shape.y / 2, slices / 2)))
        var whole = session
        whole.receiveAll(on: grid)
        #expect(whole.state.cursor == session.state.cursor)
        // All but the one with the caption.
        let rows = (2..<session.state.size.rows - 4).filter {
          !session.frame.text(row: $0).contains("not read")
        }
        let (part, all) = (pixels(session.frame, rows), pixels(whole.frame, rows))
        let isUnread = part.map { $0 == .palette(17) }
        #expect(!all.contains(.palette(17)))
        let agrees = zip(part, all).allSatisfy { $0 == $1 || $0 == .palette(17) }
        #expect(agrees, "\(axes) \(forward) \(slices) slices, zoom \(zoom)")
        #expect(slices == 0 || isUnread.contains(false))
      }
    }
  }

  /// The picture's pixels in some of its rows.
  private func pixels(_ frame: Frame, _ rows: [Int]) -> [Color] {
    rows.flatMap {
      frame.halfBlockPixels(columns: 1..<frame.size.columns - 1, rows: $0..<$0 + 1).flatMap { $0 }
    }
  }

  @Test(arguments: Patient.orientations.indices) func everyKeyAtEveryMoment(_ index: Int) {
    let (axes, forward) = Patient.orientations[index]
    let grid = Patient.grid(axes: axes, forward: forward)
    for slices in [0, 1, grid.shape.z / 2] {
      var session = Session(columns: 100, rows: 30)
      session.receive(slices: slices, on: grid)
      for character in "0>>G<,g0rwHK\\r+0JL-cA\nL\nabnN0:1\nmmxXfsuUpPS?" {
        session.press(character == "\n" ? .enter : .character(character))
        _ = session.frame
      }
      session.press(.escape)
      session.receiveAll(on: grid)
      #expect(session.state.volume?.isWhole == true && session.screen.contains(" HU "))
    }
  }
}
