import Imaging
import Testing
import Viewer

/// Screens of the other planes, three views, slabs and statistics.
@Suite struct ViewSnapshotTests {
  func predicted(_ size: ScreenSize) -> Session {
    SnapshotTests().predicted(size)
  }

  func check(
    _ name: String, _ keys: String, _ size: ScreenSize, _ session: Session? = nil
  ) throws {
    var session = session ?? predicted(size)
    session.type(keys)
    try expectSnapshot(session.frame, named: SnapshotTests().name(name, size))
  }

  @Test(arguments: SnapshotTests.sizes) func threeViews(_ size: ScreenSize) throws {
    try check("three-views", "o", size)
  }

  @Test(arguments: SnapshotTests.sizes) func threeViewsFilled(_ size: ScreenSize) throws {
    try check("three-views-fill", "ofDvv", size)
  }

  @Test func threeViewsWithoutColour() throws {
    let size = SnapshotTests.sizes[0]
    let session = SnapshotTests().predicted(
      size, DisplayCapability(colors: .none, unicode: false))
    try check("three-views-mono", "ov", size, session)
  }

  @Test func threeViewsBelowEachOther() throws {
    try check("three-views-below", "o", ScreenSize(columns: 60, rows: 48))
  }

  @Test(arguments: SnapshotTests.sizes) func coronal(_ size: ScreenSize) throws {
    try check("coronal", "v", size)
  }

  @Test(arguments: SnapshotTests.sizes) func sagittal(_ size: ScreenSize) throws {
    try check("sagittal", "vv", size)
  }

  @Test(arguments: SnapshotTests.sizes) func maximum(_ size: ScreenSize) throws {
    try check("mip", "2|=", size)
  }

  @Test(arguments: SnapshotTests.sizes) func statistics(_ size: ScreenSize) throws {
    try check("statistics", "i", size)
  }

  @Test(arguments: SnapshotTests.sizes) func oblique(_ size: ScreenSize) throws {
    let grid = PlanesTests.turned(Patient.grid, sine: 0.3907, cosine: 0.9205, about: 2)
    let session = Session.loaded(columns: size.columns, rows: size.rows, grid: grid)
    try check("oblique", "o", size, session)
  }

  @Test func endOutOfSight() throws {
    let size = SnapshotTests.sizes[0]
    var session = Session.loaded(columns: size.columns, rows: size.rows)
    session.go(to: Voxel(40, 20, 12))
    session.press(.enter)
    session.type("+++")
    session.press(.shiftRight, .shiftRight, .shiftRight, .shiftRight)
    try check("end-out-of-sight", "", size, session)
  }
}
