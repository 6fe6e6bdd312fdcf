import Imaging
import Testing
import Viewer

@Suite struct WindowTests {
  @Test func presets() {
    var session = Session.loaded()
    for (key, preset) in zip("123456", IntensityWindow.Preset.allCases) {
      session.type(String(key))
      #expect(session.state.window == WindowSetting(preset))
    }
    #expect(session.state.window.window == IntensityWindow(width: 350, level: 50))
    session.type("2")
    #expect(session.frame.text(row: 0).contains("W1500 L-600 lung"))
  }

  @Test func automaticSpansThePercentilesOfTheSlice() {
    var session = Session.loaded()
    session.type("0")
    // Air is more than 1 % of the slice, and so is the spine.
    #expect(session.state.window.window == IntensityWindow(lower: -1000, upper: 700))
    #expect(session.state.window.source == .automatic)
  }

  @Test func arrowsChangeWidthAndLevel() {
    var session = Session.loaded()
    let cursor = session.state.cursor
    session.type("w")
    session.press(.right)
    #expect(session.state.window.window == IntensityWindow(width: 420, level: 40))
    session.press(.up)
    #expect(session.state.window.window == IntensityWindow(width: 420, level: 61))
    session.press(.down)
    session.type("h")
    #expect(session.state.window.window == IntensityWindow(width: 399, level: 40))
    #expect(session.state.cursor == cursor)
    session.press(.enter)
    #expect(session.state.mode == .normal)
    #expect(session.state.window.source == .free)
    session.press(.right)
    #expect(session.state.cursor.x == cursor.x + 1)
  }

  @Test func escapeBringsTheWindowBack() {
    var session = Session.loaded()
    session.type("5w")
    session.press(.shiftRight, .shiftUp, .escape)
    #expect(session.state.window == WindowSetting(.liver))
    #expect(session.state.mode == .normal)
  }

  @Test func widthStaysPositive() {
    var session = Session.loaded()
    session.type("w")
    for _ in 0..<200 { session.press(.shiftLeft) }
    #expect(session.state.window.window.width == 1)
  }

  @Test func windowingReturnsToPlacing() {
    var session = Session.loaded()
    session.press(.enter, .right, .character("w"), .right, .enter)
    #expect(session.state.mode == .placing(.b))
  }

  @Test func openingWindowFollowsTheImage() {
    var session = Session.loaded()
    #expect(session.state.window == WindowSetting(.soft))
    let grid = VoxelGrid(shape: Voxel(16, 16, 3), affine: Affine(spacing: SIMD3(1, 1, 1)))
    let unit = (0..<grid.count).map { Float($0 % 256) / 255 }
    session.send(.loaded(LoadedStudy(volume: Volume(grid: grid, voxels: unit), name: "unit")))
    #expect(session.state.window.source == .automatic)
    #expect(abs(session.state.window.window.level - 0.5) < 0.01)
  }
}
