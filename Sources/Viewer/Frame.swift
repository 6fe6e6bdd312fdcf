/// A whole screen as a value: `size.rows` rows of `size.columns` cells.
public struct Frame: Hashable, Sendable {
  public let size: ScreenSize
  private var cells: [Cell]
  /// Where the terminal's own cursor stands; `nil` hides it.
  public var cursor: (column: Int, row: Int)? {
    get { cursorColumn < 0 ? nil : (cursorColumn, cursorRow) }
    set {
      cursorColumn = newValue?.column ?? -1
      cursorRow = newValue?.row ?? -1
    }
  }
  private var cursorColumn = -1
  private var cursorRow = -1

  public init(size: ScreenSize) {
    self.size = size
    cells = [Cell](repeating: Cell(), count: max(0, size.columns * size.rows))
  }

  /// The cell at a column and row, both from 0 at the top left and inside the frame.
  public subscript(column: Int, row: Int) -> Cell {
    get { cells[row * size.columns + column] }
    set { cells[row * size.columns + column] = newValue }
  }
}
