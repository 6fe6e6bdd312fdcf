import Imaging
import Testing
import Viewer

@Suite struct SlabTests {
  /// Black but for one slice of a value; 2 mm from slice to slice.
  func session(bright: Int, value: Int16 = 1000) -> Session {
    let grid = VoxelGrid(
      shape: Voxel(20, 20, 21),
      affine: Affine(spacing: SIMD3(1, 1, 2)))
    let voxels = Patient.voxels(of: grid).map { $0.z == bright ? value : -1000 }
    var session = Session(columns: 120, rows: 24)
    session.send(.loaded(LoadedStudy(volume: Volume(grid: grid, voxels: voxels), name: "a")))
    session.type("x:wl 2000 0")
    session.press(.enter)
    return session
  }

  func colour(_ session: Session) -> Color { session.frame[40, 8].background }

  @Test func maximumShowsWhatIsWithinTheSlab() {
    // 10 mm are 5 slices of 2 mm: two on each side of slice 10.
    for (bright, isSeen) in [(10, true), (12, true), (8, true), (13, false), (7, false)] {
      var session = session(bright: bright)
      session.type("|")
      #expect(session.frame.text(row: 0).contains("MIP 10 mm"))
      #expect(colour(session) == (isSeen ? .palette(231) : .palette(16)), "slice \(bright)")
    }
  }

  @Test func theMeanIsTheMean() {
    // One of five slices is white: a fifth of the way from black, 5 of 25 steps.
    var session = session(bright: 11)
    session.type("||")
    #expect(session.frame.text(row: 0).contains("mean 10 mm"))
    #expect(colour(session) == .palette(236))
    session.type("|")
    #expect(!session.frame.text(row: 0).contains(" mm  W") && colour(session) == .palette(16))
  }

  @Test func thicknessGoesBySlices() {
    var session = session(bright: 13)
    session.type("}")
    #expect(session.messageText == "}: no slab is shown; | shows one.")
    session.type("|}")
    #expect(session.frame.text(row: 0).contains("MIP 14 mm") && colour(session) == .palette(231))
    session.type("{{{{")
    #expect(session.frame.text(row: 0).contains("MIP 6 mm"))
    #expect(session.messageText == "{: three slices are the thinnest slab.")
    for _ in 0..<30 { session.type("}") }
    #expect(session.frame.text(row: 0).contains("MIP 42 mm"))
    #expect(session.messageText == "}: the slab is as thick as it gets.")
  }

  @Test func theEndsOfTheVolumeCutItOff() {
    var session = session(bright: 0)
    session.type("|")
    session.press(.home)
    #expect(colour(session) == .palette(231))
    session.press(.end)
    #expect(colour(session) == .palette(16))
  }

  @Test func theCursorsValueIsTheVoxels() {
    var session = session(bright: 11)
    #expect(session.screen.contains("HU -1000 ") && !session.screen.contains("(voxel)"))
    session.type("|")
    #expect(session.screen.contains("HU -1000 (voxel)"))
  }

  /// NaN and infinity neither hide nor outshine what is finite.
  @Test func nonfiniteVoxelsAreLeftOut() {
    let grid = VoxelGrid(shape: Voxel(20, 20, 5), affine: Affine(spacing: SIMD3(1, 1, 2)))
    let voxels = Patient.voxels(of: grid).map { voxel -> Float in
      [.nan, -1000, 1000, .infinity, .nan][voxel.z]
    }
    for (keys, expected) in [("|", Color.palette(231)), ("||", .palette(244))] {
      var session = Session(columns: 120, rows: 24)
      session.send(.loaded(LoadedStudy(volume: Volume(grid: grid, voxels: voxels), name: "a")))
      session.type("x:wl 2000 0")
      session.press(.enter)
      session.type(keys)
      #expect(colour(session) == expected, "\(keys)")
    }
  }

  @Test func oneSliceIsNoSlab() {
    let grid = VoxelGrid(shape: Voxel(9, 9, 1), affine: Affine(spacing: SIMD3(1, 1, 1)))
    var session = Session()
    let volume = Volume(grid: grid, voxels: [Int16](repeating: 0, count: grid.count))
    session.send(.loaded(LoadedStudy(volume: volume, name: "a")))
    session.type("|")
    #expect(session.messageText == "|: there is one slice only in this plane.")
  }
}
