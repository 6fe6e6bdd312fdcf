import Imaging
import Testing
import Viewer

/// Whole screens of placing axes, thresholds and masks by hand.
@Suite struct PlacingSnapshotTests {
  static let sizes = SnapshotTests.sizes

  func predicted(_ size: ScreenSize) -> Session {
    .predicted(columns: size.columns, rows: size.rows)
  }

  func name(_ state: String, _ size: ScreenSize) -> String {
    "\(state)-\(size.columns)x\(size.rows)"
  }

  @Test(arguments: sizes) func shortAxis(_ size: ScreenSize) throws {
    var session = predicted(size)
    session.type("e")
    session.press(.left, .right)
    try expectSnapshot(session.frame, named: name("short-axis", size))
  }

  @Test(arguments: sizes) func editingTheShortAxis(_ size: ScreenSize) throws {
    var session = predicted(size)
    session.type("ee")
    session.press(.up, .left)
    try expectSnapshot(session.frame, named: name("short-axis-editing", size))
  }

  @Test(arguments: sizes) func brush(_ size: ScreenSize) throws {
    var session = predicted(size)
    session.go(to: Voxel(54, 36, 12))
    session.type("B+ ")
    session.press(.down, .down)
    try expectSnapshot(session.frame, named: name("brush", size))
  }

  @Test(arguments: sizes) func lesionWithWarnings(_ size: ScreenSize) throws {
    var session = predicted(size)
    session.type(":name Segment 7")
    session.press(.enter)
    session.type(":organ right lobe of the liver")
    session.press(.enter)
    session.type("b")
    for _ in 0..<7 { session.press(.left) }
    session.press(.enter, .left)
    session.type(")")
    session.press(.right)
    try expectSnapshot(session.frame, named: name("lesion-warnings", size))
  }
}
