extension Canvas {
  /// The lines around the picture and the side panel.
  mutating func drawFrame(_ layout: Layout) {
    let top = layout.picture.row - 1
    let last = layout.otherPicture ?? layout.picture
    let bottom = last.row + last.rows
    let right = size.columns - 1
    let divider = layout.panel.map { $0.column - 1 }
    for column in 0...right {
      set(Cell(lines.horizontal), column: column, row: top)
      set(Cell(lines.horizontal), column: column, row: bottom)
    }
    for row in top + 1..<bottom {
      set(Cell(lines.vertical), column: 0, row: row)
      set(Cell(lines.vertical), column: right, row: row)
      if let divider { set(Cell(lines.vertical), column: divider, row: row) }
    }
    set(Cell(lines.topLeft), column: 0, row: top)
    set(Cell(lines.topRight), column: right, row: top)
    set(Cell(lines.bottomLeft), column: 0, row: bottom)
    set(Cell(lines.bottomRight), column: right, row: bottom)
    if let divider {
      set(Cell(lines.teeDown), column: divider, row: top)
      set(Cell(lines.teeUp), column: divider, row: bottom)
    }
    drawDivider(layout)
  }

  /// The lines around one of several pictures; those of the active one are told apart by their
  /// shape, which needs no colour.
  mutating func drawFrame(of pane: Pane, in layout: Layout) {
    let characters = pane.isActive ? lines.activeFrame : lines.frame
    let style: CellStyle = pane.isActive ? .bold : []
    let (left, top) = (pane.rect.column - 1, pane.rect.row - 1)
    let (right, bottom) = (left + pane.rect.columns + 1, top + pane.rect.rows + 1)
    for column in left...right {
      set(Cell(characters.horizontal, style: style), column: column, row: top)
      set(Cell(characters.horizontal, style: style), column: column, row: bottom)
    }
    for row in top + 1..<bottom {
      set(Cell(characters.vertical, style: style), column: left, row: row)
      set(Cell(characters.vertical, style: style), column: right, row: row)
    }
    set(Cell(characters.topLeft, style: style), column: left, row: top)
    set(Cell(characters.topRight, style: style), column: right, row: top)
    set(Cell(characters.bottomLeft, style: style), column: left, row: bottom)
    set(Cell(characters.bottomRight, style: style), column: right, row: bottom)
    guard let panel = layout.panel, panel.column == right + 1, !pane.isActive else { return }
    // The side panel's frame goes on from the picture's.
    let isFirst = top == layout.picture.row - 1
    let isLast = bottom == layout.picture.row + layout.picture.rows
    set(Cell(isFirst ? lines.teeDown : lines.vertical), column: right, row: top)
    set(Cell(isLast ? lines.teeUp : lines.vertical), column: right, row: bottom)
  }

  /// A sentence in the middle of a rectangle.
  mutating func drawNotice(_ text: String, in rect: CellRect, style: TextStyle) {
    let width = max(1, min(rect.columns - 2, 72))
    let wrapped = text.wrapped(to: width)
    let start = rect.row + max(0, (rect.rows - wrapped.count) / 2)
    for (offset, line) in wrapped.prefix(rect.rows).enumerated() {
      let columns = ScreenText(line, unicode: capability.unicode).columns
      let column = rect.column + max(0, (rect.columns - columns) / 2)
      write(line, column: column, row: start + offset, width: rect.columns, style: style)
    }
  }

  /// Says in the picture what its colour means where nothing is read yet.
  ///
  /// - Parameters:
  ///   - pixels: the part of the picture, in its pixels.
  ///   - rect: the picture.
  mutating func drawUnread(
    _ pixels: (columns: Range<Int>, rows: Range<Int>), in rect: CellRect, style: PixelStyle
  ) {
    let (across, down) = style.pixelsPerCell
    let columns = pixels.columns.lowerBound / across..<pixels.columns.upperBound / across
    let rows = (pixels.rows.lowerBound + down - 1) / down..<pixels.rows.upperBound / down
    let text = " not read yet "
    guard columns.count >= text.count, !rows.isEmpty else { return }
    // Above the middle, where the cross-hair stands.
    let row = rect.row + rows.lowerBound + rows.count / 3
    let start = rect.column + columns.lowerBound + (columns.count - text.count) / 2
    for (offset, character) in text.enumerated() {
      set(
        Cell(character, foreground: theme.warning.foreground, background: theme.unread),
        column: start + offset, row: row)
    }
  }

  /// All that a screen below the least size shows.
  mutating func drawTooSmall() {
    let least = Layout.leastSize
    let text =
      "Caliper needs \(least.columns) x \(least.rows) characters; "
      + "this screen has \(size.columns) x \(size.rows)."
    drawNotice(
      text, in: CellRect(column: 0, row: 0, columns: size.columns, rows: size.rows),
      style: .plain)
  }
}
