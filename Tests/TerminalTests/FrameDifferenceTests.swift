import Terminal
import Testing
import Viewer

@Suite("Differences between frames")
struct FrameDifferenceTests {
  let size = ScreenSize(columns: 10, rows: 4)

  @Test("Without a frame before, or with one of another size, every cell is sent")
  func everything() {
    let frame = Frame(size: size)
    let rows = (0..<4).map { CellRun(row: $0, columns: 0..<10) }
    #expect(frame.runs(changedSince: nil, within: size) == rows)
    let other = Frame(size: ScreenSize(columns: 11, rows: 4))
    #expect(frame.runs(changedSince: other, within: size) == rows)
  }

  @Test("The same frame sends nothing")
  func nothing() {
    let frame = Frame(size: size)
    #expect(frame.runs(changedSince: frame, within: size).isEmpty)
  }

  @Test("Changed cells are sent in runs, whatever in them changed")
  func runs() {
    let before = Frame(size: size)
    var after = before
    after[3, 1] = Cell("a")
    after[4, 1] = Cell(" ", background: .palette(20))
    after[6, 1] = Cell(" ", style: .reverse)
    after[9, 3] = Cell("z")
    #expect(
      after.runs(changedSince: before, within: size) == [
        CellRun(row: 1, columns: 3..<5), CellRun(row: 1, columns: 6..<7),
        CellRun(row: 3, columns: 9..<10),
      ])
  }

  @Test("A run that would start in the second half of a wide character starts in the first")
  func wide() {
    var before = Frame(size: size)
    before[2, 0] = Cell("肺")
    before[3, 0] = Cell("\0")
    var after = before
    after[3, 0] = Cell("\0", style: .bold)
    #expect(
      after.runs(changedSince: before, within: size) == [CellRun(row: 0, columns: 2..<4)])
  }

  @Test("A frame larger than the screen is cut to it")
  func cut() {
    let frame = Frame(size: size)
    #expect(
      frame.runs(changedSince: nil, within: ScreenSize(columns: 6, rows: 2))
        == [CellRun(row: 0, columns: 0..<6), CellRun(row: 1, columns: 0..<6)])
    #expect(frame.runs(changedSince: nil, within: ScreenSize(columns: 0, rows: 0)).isEmpty)
  }
}
