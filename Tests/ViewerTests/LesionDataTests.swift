import Imaging
import Recist
import Testing
import Viewer

@Suite struct LesionDataTests {
  func line(_ text: String, in session: inout Session) {
    session.type(":" + text)
    session.press(.enter)
  }

  @Test func rolesAndNodes() throws {
    var session = Session.predicted()
    session.type("t")
    #expect(session.state.selectedLesion?.role == .nonTarget)
    session.type("t")
    #expect(session.state.selectedLesion?.role == .new)
    session.type("tT")
    let lesion = try #require(session.state.selectedLesion)
    #expect(lesion.role == .target && lesion.site.isNode)
    #expect(session.messageText == "Lesion 1: lymph node.")
    session.type("uuuu")
    #expect(session.state.selectedLesion?.site.isNode == false)
    #expect(session.state.selectedLesion?.role == .target)
  }

  @Test func namesOrgansAndFindings() throws {
    var session = Session.predicted(columns: 120, rows: 40)
    line("name Left hilum 2", in: &session)
    line("organ mediastinal lymph node", in: &session)
    line("finding progression", in: &session)
    let lesion = try #require(session.state.selectedLesion)
    #expect(lesion.name == "Left hilum 2" && lesion.site.isNode)
    #expect(lesion.finding == .unequivocalProgression)
    session.press(.left)
    #expect(session.screen.contains("Left hilum 2"))
    let steps = session.state.history.past.count
    line("name Left hilum 2", in: &session)
    #expect(session.state.history.past.count == steps, "nothing changed")
    line("name", in: &session)
    line("organ", in: &session)
    #expect(session.state.selectedLesion?.name.isEmpty == true)
    #expect(session.state.selectedLesion?.site == Site("", isNode: true))
    session.type("T")
    line("organ liver", in: &session)
    #expect(session.state.selectedLesion?.site == Site("liver", isNode: false))
    line("finding gone", in: &session)
    #expect(
      session.messageText
        == ":finding gone: it is one of present, absent, small, progression, ne.")
    line("name " + String(repeating: "x", count: 61), in: &session)
    #expect(session.messageText.hasSuffix("at most 60 characters fit."))
  }

  /// What `T` said stands until words speak of nodes, and it is told when they change it.
  @Test func wordsThatSayNothingOfNodesLeaveTheMark() {
    var session = Session.predicted(columns: 120, rows: 40)
    session.type("T")
    line("organ mediastinum", in: &session)
    #expect(session.state.selectedLesion?.site == Site("mediastinum", isNode: true))
    #expect(
      session.messageText
        == "Lesion 1: mediastinum, still a lymph node (T changes that).")
    line("organ extranodal mass", in: &session)
    #expect(session.state.selectedLesion?.site.isNode == false)
    #expect(session.messageText.contains("no lymph node any more"))
    line("organ lung", in: &session)
    #expect(session.state.selectedLesion?.site.isNode == false)
    #expect(session.messageText == "Lesion 1: lung.")
    line("organ hilar LN", in: &session)
    #expect(session.state.selectedLesion?.site.isNode == true)
    #expect(session.messageText.contains("now a lymph node: its short axis counts"))
  }

  @Test func warnsOfLesionsThatAreNoTargets() {
    var session = Session.loaded(columns: 120, rows: 40)
    session.place(Voxel(58, 36, 12), Voxel(63, 36, 12))
    session.press(.left)
    #expect(session.screen.contains("\"lesion 1\" cannot be a"))
    session.type("t")
    session.press(.left)
    #expect(!session.screen.contains("cannot be a"))
  }

  @Test func warnsOfTooManyTargets() {
    var session = Session.loaded(columns: 120, rows: 60)
    for row in 0..<3 {
      session.place(Voxel(30, 30 + 4 * row, 12), Voxel(50, 30 + 4 * row, 12))
      line("organ liver", in: &session)
      session.press(.enter)
    }
    session.press(.left)
    #expect(session.screen.contains("! there are 3 targets"))
    line("organ", in: &session)
    session.press(.left)
    #expect(!session.screen.contains("there are 3 targets"))
  }

  @Test func asksForTheOrgansOfManyTargets() {
    var session = Session.loaded(columns: 120, rows: 60)
    for row in 0..<3 {
      session.press(.left)
      #expect(!session.screen.contains("are not named"))
      session.place(Voxel(30, 30 + 4 * row, 12), Voxel(50, 30 + 4 * row, 12))
      session.press(.enter)
    }
    session.press(.left)
    #expect(session.screen.contains("! the organs of 3 targets"))
    line("organ liver", in: &session)
    session.press(.left)
    #expect(!session.screen.contains("the organs of"))
  }

  @Test func warnsWhereTheMaskDiffers() {
    var session = Session.predicted()
    #expect(!session.screen.contains("% off"))
    session.type("b")
    session.press(.left, .left, .left, .left, .enter, .left)
    #expect(
      session.screen.contains("stale") && !session.screen.contains("% off"),
      "a mask of another diameter says nothing of this one")
    session.type("p")
    session.answerPrediction()
    session.press(.left)
    // 11 mm placed, 16.1 mm in the mask.
    #expect(session.screen.contains("! mask 16.1 mm: 46 % off"))
    session.type("T")
    session.press(.left)
    #expect(
      !session.screen.contains("% off"), "of a node the short axis counts, and none is placed")
  }
}
