/// Where everything stands on a screen of a given size.
///
/// The title is the first row, then the framed picture, with the side panel on its right or
/// folded into a row below, then status and hints.
struct Layout: Equatable, Sendable {
  /// Smaller screens show a message only.
  static let leastSize = ScreenSize(columns: 40, rows: 12)
  /// From here on the side panel is shown unless the reader hides it.
  static let panelColumns = 100
  /// Text columns of the side panel.
  static let panelWidth = 28
  /// A picture narrower than this is not worth a panel beside it.
  static let leastPictureColumns = 24

  let size: ScreenSize
  /// The picture's inside, without its frame.
  private(set) var picture: CellRect
  /// The side panel's inside; `nil` when it is folded.
  let panel: CellRect?
  /// The row of the folded panel; `nil` when the side panel is shown.
  let foldedRow: Int?
  /// The inside of the other timepoint's picture; `nil` where it is not shown.
  var otherPicture: CellRect?
  let statusRow: Int
  let hintRow: Int

  /// - Parameter divides: whether another timepoint's picture takes a part of the picture's room.
  init(
    size: ScreenSize, panel choice: DisplayOptions.Panel, divides: Bool = false,
    cellAspect: Double = 0.5
  ) {
    self.size = size
    let showsPanel =
      switch choice {
      case .automatic: size.columns >= Self.panelColumns
      case .shown: Self.panelFits(size)
      case .hidden: false
      }
    let rowsBelow = showsPanel ? 2 : 3
    statusRow = size.rows - 2
    hintRow = size.rows - 1
    foldedRow = showsPanel ? nil : size.rows - 3
    let columns = size.columns - 2 - (showsPanel ? Self.panelWidth + 1 : 0)
    picture = CellRect(
      column: 1, row: 2, columns: max(1, columns), rows: max(1, size.rows - 3 - rowsBelow))
    panel =
      showsPanel
      ? CellRect(
        column: size.columns - 1 - Self.panelWidth, row: 2, columns: Self.panelWidth,
        rows: picture.rows)
      : nil
    guard divides, let halves = picture.halves(cellAspect: cellAspect) else { return }
    picture = halves.first
    otherPicture = halves.second
  }

  static func panelFits(_ size: ScreenSize) -> Bool {
    size.columns >= leastPictureColumns + panelWidth + 3
  }

  var isTooSmall: Bool {
    size.columns < Self.leastSize.columns || size.rows < Self.leastSize.rows
  }
}

extension State {
  var layout: Layout {
    Layout(
      size: size, panel: display.panel,
      divides: display.showsOtherTimepoint && otherTimepoint != nil,
      cellAspect: options.cellAspect)
  }
}
