import Imaging
import Testing
import Viewer

@Suite struct PlacingTests {
  @Test func enterPlacesBothEndsThenAccepts() {
    var session = Session.loaded()
    session.go(to: Voxel(58, 36, 12))
    session.press(.enter)
    #expect(session.state.work.lesions == [Lesion(id: 1, a: Voxel(58, 36, 12))])
    #expect(session.state.mode == .placing(.b))
    #expect(session.autosaves == 1)
    session.go(to: Voxel(73, 36, 12))
    #expect(session.frame.text(row: 0).contains("[PLACE B 15.0 mm]"))
    session.press(.enter)
    #expect(
      session.state.selectedLesion?.diameter == Diameter(Voxel(58, 36, 12), Voxel(73, 36, 12)))
    #expect(session.state.mode == .normal)
    #expect(session.autosaves == 1)
    #expect(session.messageText == "Lesion 1: 15.0 mm; p predicts its volume.")

    session.press(.enter)
    #expect(session.state.work.lesions.count == 1, "one Enter too many starts nothing")
    #expect(session.autosaves == 0)
    #expect(session.messageText.hasPrefix("Lesion 1 accepted"))
    #expect(session.state.selected == 1, "p still means the accepted lesion")
    session.go(to: Voxel(20, 20, 5))
    session.press(.enter)
    #expect(session.state.work.lesions.map(\.id) == [1, 2])
    #expect(session.state.mode == .placing(.b))
  }

  @Test func placingZoomsToOnePixelAVoxelAndSaysWhatItWas() {
    var session = Session.loaded()
    session.press(.enter)
    #expect(session.frame.text(row: 0).contains(" 1.0x "))
    #expect(
      session.messageText == "End A was set where a voxel had 0.45 pixels: check it; a moves it.")
    session.press(.right)
    #expect(session.lastRow.contains("set B"))
    session.type("-")
    #expect(session.lastRow.contains("0.71 pixels a voxel: + zooms in"))
  }

  @Test func newLesionZoomsBeforeItPlaces() {
    var session = Session.loaded()
    session.type("A")
    #expect(session.state.mode == .placing(.a))
    #expect(session.state.work.lesions.isEmpty && session.effects.isEmpty)
    #expect(session.frame.text(row: 0).contains(" 1.0x  [PLACE A]"))
    session.press(.right, .enter)
    #expect(session.state.work.lesions == [Lesion(id: 1, a: Voxel(49, 40, 12))])
    #expect(session.state.message == nil)
    session.type("A")
    #expect(
      session.messageText == "A: lesion 1 lacks an end; Enter sets it, Esc gives it up.")
  }

  @Test func bothEndsAreOnOneSlice() {
    var session = Session.loaded()
    session.press(.enter, .shiftRight, .pageUp, .pageUp)
    #expect(session.lastRow.contains("B must be on AX 13, as A is"))
    session.press(.enter)
    #expect(
      session.messageText
        == "Enter: end B must be on the slice of end A, AX 13; this is AX 15.")
    #expect(session.state.selectedLesion?.b == nil && session.effects.isEmpty)
    session.press(.pageDown, .pageDown, .enter)
    #expect(session.state.selectedLesion?.diameter != nil)
  }

  @Test func bothEndsDiffer() {
    var session = Session.loaded()
    session.press(.enter, .enter)
    #expect(
      session.messageText == "Enter: both ends would be the same voxel; move the cursor first.")
    #expect(session.state.mode == .placing(.b))
  }

  @Test func endsAreMoved() {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("a")
    #expect(session.state.cursor == Voxel(58, 36, 12))
    #expect(session.state.mode == .placing(.a))
    session.press(.left)
    #expect(session.frame.text(row: 0).contains("[MOVE A 16.0 mm]"))
    session.press(.enter)
    #expect(session.state.selectedLesion?.a == Voxel(57, 36, 12))
    #expect(session.state.mode == .normal)
    session.type("b")
    session.press(.down, .escape)
    #expect(session.state.selectedLesion?.b == Voxel(73, 36, 12), "Esc leaves it")
    #expect(session.state.mode == .normal)
    session.press(.backTab)
    #expect(session.state.cursor == Voxel(57, 36, 12), "the other end is A")
    session.press(.enter)
    #expect(session.messageText == "End A stays where it was.")
    #expect(session.effects.isEmpty)
  }

  @Test func endAIsMovedBeforeBIsPlaced() {
    var session = Session.loaded()
    session.press(.enter, .shiftRight)
    session.type("a")
    session.press(.up, .enter)
    #expect(session.state.work.lesions == [Lesion(id: 1, a: Voxel(48, 39, 12))])
    #expect(session.state.mode == .placing(.b))
  }

  @Test func escapeGivesUpAnUnfinishedLesion() {
    var session = Session.loaded()
    session.press(.enter, .right, .escape)
    #expect(session.state.work.lesions.isEmpty && session.state.mode == .normal)
    #expect(session.autosaves == 1)
    session.type("u")
    #expect(session.state.work.lesions == [Lesion(id: 1, a: Voxel(48, 40, 12))])
    #expect(session.state.mode == .placing(.b), "it can be finished")
  }

  @Test func endsNeedALesion() {
    var session = Session.loaded()
    for key in [Key.character("a"), .character("b"), .backTab, .backspace, .character("n")] {
      session.press(key)
      #expect(
        session.messageText
          == "\(key.name): there is no lesion yet; Enter sets end A at the cursor.")
    }
    session.press(.escape)
    #expect(session.messageText == "Esc: there is nothing to cancel.")
  }

  @Test func theCrosshairShowsWhilePlacing() {
    var session = Session.loaded()
    session.type("x")
    let yellow = Color.palette(227)
    func isVisible() -> Bool {
      let frame = session.frame
      return frame.halfBlockPixels(columns: 1..<79, rows: 2..<20).joined().contains(yellow)
    }
    #expect(!isVisible())
    session.type("A")
    #expect(isVisible())
  }
}
