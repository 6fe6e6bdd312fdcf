import Imaging
import Testing
import Viewer

@Suite struct OverlayTests {
  static let selected = Color.palette(117)
  static let muted = Color.palette(68)

  /// One lesion predicted, with the given voxels as its mask.
  func predicted(_ voxels: [Voxel], grid: VoxelGrid, volume: Volume) -> Session {
    var session = Session()
    session.send(.loaded(LoadedStudy(volume: volume, name: "a")))
    session.place(Voxel(2, 2, 0), Voxel(6, 2, 0))
    session.type("p")
    var mask = Mask(emptyOn: grid, box: VoxelBox(enclosing: voxels))
    for voxel in voxels { mask[voxel] = 1 }
    let measurement = LesionMeasurement(
      label: 1, voxels: voxels.count, volumeCubicMillimetres: 1, longAxisMillimetres: 1,
      shortAxisMillimetres: 1, meanHU: 0, standardDeviationHU: 0, slices: 1, longAxis: nil)
    session.send(
      .predicted(
        PredictionResult(mask: mask, measurements: [1: measurement], seconds: 1),
        job: 1))
    session.type("xX=")
    return session
  }

  func pixels(_ session: Session, of color: Color) -> Int {
    session.frame.halfBlockPixels(columns: 1..<79, rows: 2..<20).joined()
      .filter { $0 == color }.count
  }

  func blank(_ size: Int) -> (VoxelGrid, Volume) {
    let grid = VoxelGrid(shape: Voxel(size, size, 2), affine: Affine(spacing: SIMD3(1, 1, 1)))
    return (grid, Volume(grid: grid, voxels: [Int16](repeating: -1000, count: grid.count)))
  }

  /// 512 voxels on 36 pixels: 14 voxels a pixel, and one voxel must still be seen.
  @Test func aSingleVoxelIsNeverLost() {
    let (grid, volume) = blank(512)
    for place in [Voxel(0, 0, 0), Voxel(511, 511, 0), Voxel(255, 256, 0), Voxel(99, 401, 0)] {
      let session = predicted([place], grid: grid, volume: volume)
      #expect(pixels(session, of: Self.selected) == 1, "\(place)")
    }
  }

  @Test func contourIsTheBoundaryAndFillTheWhole() {
    let (grid, volume) = blank(36)
    let square = (10..<20).flatMap { y in (10..<20).map { Voxel($0, y, 0) } }
    // 36 voxels on 36 pixels: one each.
    var session = predicted(square, grid: grid, volume: volume)
    #expect(pixels(session, of: Self.selected) == 36)
    session.type("f")
    // The selected hue on black.
    #expect(pixels(session, of: .palette(31)) == 100)
    session.type("f")
    session.press(.pageUp)
    #expect(pixels(session, of: Self.selected) == 0, "the other slice has no lesion")
  }

  @Test func anOutlineDoesNotCloseAtTheScreensEdge() {
    let (grid, volume) = blank(200)
    let all = (0..<200).flatMap { y in (0..<200).map { Voxel($0, y, 0) } }
    var session = predicted(all, grid: grid, volume: volume)
    session.go(to: Voxel(100, 100, 0))
    session.type("+++++++++++")
    #expect(pixels(session, of: Self.selected) == 0, "the view is inside the lesion")
  }

  @Test func theSelectedLesionIsBrighter() {
    let (grid, volume) = blank(36)
    let square = (10..<20).flatMap { y in (10..<20).map { Voxel($0, y, 0) } }
    var session = predicted(square, grid: grid, volume: volume)
    session.press(.enter)
    session.place(Voxel(30, 30, 0), Voxel(33, 30, 0))
    session.type("=X")
    #expect(pixels(session, of: Self.selected) == 0 && pixels(session, of: Self.muted) == 36)
  }

  @Test func diametersAndLettersAreDrawn() {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    let frame = session.frame
    let row = frame.text(row: 10)
    let a = row.distance(from: row.startIndex, to: row.firstIndex(of: "A") ?? row.endIndex)
    let b = row.distance(from: row.startIndex, to: row.firstIndex(of: "B") ?? row.endIndex)
    #expect(b - a == 17, "one column before A and one after B, 15 voxels apart: \(row)")
    #expect(frame[a + 1, 10].foreground == .palette(195), "the end's own colour")
    session.type("X")
    #expect(!session.frame.text(row: 10).contains("B"))
    session.type("X")
    session.press(.pageUp)
    #expect(!session.frame.text(row: 10).contains("B"), "only on its own slice")
  }

  /// The slice bar on the picture's right edge.
  @Test func theSliceBarShowsLesionsAndPlace() {
    var session = Session.loaded()
    session.place(Voxel(58, 36, 12), Voxel(73, 36, 12))
    session.type("p")
    session.answerPrediction()
    session.press(.home)
    let frame = session.frame
    let bar = (2..<20).map { frame[79, $0].character }
    // 24 slices on 18 rows, the lowest at the bottom; slices 10…14 have the lesion.
    #expect(bar[17] == "┨")
    #expect(bar.indices.filter { bar[$0] == "┃" } == [6, 7, 8])
  }
}
