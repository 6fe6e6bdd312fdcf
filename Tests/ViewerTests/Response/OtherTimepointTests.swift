import Imaging
import Testing
import Viewer

/// Another timepoint beside the one on the screen.
@Suite struct OtherTimepointTests {
  private func session(_ size: ScreenSize = ScreenSize(columns: 120, rows: 40)) -> Session {
    var session = Session.timepoints(
      [
        [.placed(1, 25, z: 4), .placed(2, 20, z: 17)],
        [.placed(1, 33, z: 12), .placed(2, 22, z: 12), .placed(3, 10, role: .new, z: 20)],
      ], columns: size.columns, rows: size.rows)
    session.go(toTimepoint: 1)
    session.type("O")
    return session
  }

  /// The slice that the other picture's title shows.
  private func otherSlice(_ session: Session) -> String? {
    session.screen.firstMatch(of: #/ base AX (\d+)\/24/#).map { String($0.1) }
  }

  @Test func itFollowsTheLesion() {
    var session = session()
    while session.state.selected != 1 { session.type("n") }
    #expect(otherSlice(session) == "5")
    #expect(session.screen.contains(" 1: 25.0 mm ") && session.screen.contains(" 1: 33.0 mm "))
    session.type("n")
    #expect(otherSlice(session) == "18")
    #expect(session.screen.contains(" 2: 20.0 mm "))
    session.type("n")
    #expect(session.state.selected == 3)
    #expect(otherSlice(session) == "21", "without a partner the same share of the way")
    session.press(.pageUp)
    #expect(otherSlice(session) == "22")
  }

  @Test func theBaselineIsComparedWithTheNext() {
    var session = session()
    session.go(toTimepoint: 0)
    #expect(session.screen.contains(" week-8 AX"))
    #expect(session.state.otherTimepoint == 1)
    session.type("O")
    #expect(!session.screen.contains(" week-8 AX"))
  }

  @Test func whatIsNotReadSaysSo() {
    var session = Session(
      columns: 120, rows: 40, cases: CaseList(names: Session.timepointNames, kind: .timepoints))
    session.read(0, [])
    session.type("O")
    #expect(session.screen.contains("Reading week-8.nii.gz"))
    session.send(.about(1, .loadFailed(message: "week-8.nii.gz is no NIfTI file.")))
    #expect(session.screen.contains("week-8.nii.gz is no NIfTI file."))
  }

  @Test func aSingleStudyHasNoOther() {
    var session = Session.loaded()
    session.type("O")
    #expect(
      session.messageText
        == "O: there is one study; open the baseline and its follow-ups together.")
    #expect(!session.state.display.showsOtherTimepoint)
  }

  @Test func aNarrowScreenIsRefused() {
    let session = session(ScreenSize(columns: 44, rows: 14))
    #expect(session.messageText.hasPrefix("O: two pictures need a screen of 52 columns"))
  }

  @Test func aTallScreenStacksThem() {
    let session = session(ScreenSize(columns: 44, rows: 40))
    #expect(session.state.display.showsOtherTimepoint)
    let rows = session.screen.split(separator: "\n")
    #expect(rows.filter { $0.contains("┌ week-8 AX 13/24") || $0.contains(" base AX ") }.count == 2)
  }

  @Test func bothShowTheSameScaleAndTheSamePatient() throws {
    var session = Session.timepoints([[], []], columns: 80, rows: 24)
    session.go(toTimepoint: 1)
    session.type("O")
    // The same volume at the same slice: both halves hold the same picture.
    let frame = session.frame
    session.type("x")
    let left = session.frame.halfBlockPixels(columns: 1..<39, rows: 2..<20)
    let right = session.frame.halfBlockPixels(columns: 41..<79, rows: 2..<20)
    #expect(left == right)
    #expect(frame.size == session.frame.size)
  }

  @Test func keysActOnTheOneOnTheScreen() {
    var session = session()
    let before = session.state.course.rows
    session.press(.left, .up)
    session.type("+")
    #expect(session.state.course.rows == before && session.state.cases.currentID == 1)
    session.type("r")
    #expect(session.state.display.showsOtherTimepoint, "it is not a view to be reset")
  }

  /// Both pictures are narrow: the lesion is in the middle of both, and stays at one place in both.
  @Test func theLesionIsInTheMiddleOfBoth() throws {
    var before = Lesion(id: 1, a: Voxel(40, 30, 10), b: Voxel(50, 30, 10))
    before.role = .target
    for keys in ["", "n", "n-"] {
      var session = Session.timepoints(
        [[before], [.placed(1, 16, z: 12)]], columns: 120, rows: 40)
      session.go(toTimepoint: 1)
      session.type("++++")
      session.go(to: Voxel(80, 60, 12))
      // Without cross-hair and image the two diameters alone are there.
      session.type("xmO" + keys)
      let frame = session.frame
      for pane in [1..<44, 46..<89] {
        let marks = pane.filter { column in
          (4..<34).contains { frame[column, $0].character != " " }
        }
        let middle = Double(try #require(marks.first) + marks[marks.count - 1]) / 2
        let expected = Double(pane.lowerBound + pane.upperBound - 1) / 2
        #expect(abs(middle - expected) <= 3, "after \(keys): \(frame.text)")
      }
    }
  }
}
