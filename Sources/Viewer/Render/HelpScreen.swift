/// The key list, made from the keymap and the table of typed commands. What cannot act in the mode
/// below is dim, with the reason where there is room.
struct HelpScreen {
  let state: State
  let page: HelpPage

  /// Rows of the list that a screen shows at once.
  static func visibleRows(_ size: ScreenSize) -> Int { max(1, size.rows - 2) }

  /// The largest scroll at which the list still fills the screen.
  var lastScroll: Int { max(0, rows.count - Self.visibleRows(state.size)) }

  func draw(on canvas: inout Canvas) {
    let rows = rows
    let visible = Self.visibleRows(state.size)
    let scroll = min(max(page.scroll, 0), max(0, rows.count - visible))
    canvas.fillRow(0, style: .reverse)
    var heading = SegmentLine(separator: ", ")
    heading.add(title, style: .reverseBold)
    if rows.count > visible {
      heading.add(
        "\(scroll + 1)-\(min(rows.count, scroll + visible)) of \(rows.count)", rank: 1,
        style: .reverseBold)
      heading.add("Down: more", rank: 2, style: .reverseBold)
    }
    let width = canvas.size.columns - 2
    var text = heading.fitted(to: width)
    for index in text.runs.indices { text.runs[index].style.style.insert(.reverse) }
    canvas.write(text, column: 1, row: 0, width: width)
    for (offset, row) in rows.dropFirst(scroll).prefix(visible).enumerated() {
      for (index, line) in row.enumerated() {
        canvas.write(
          line, column: 1 + index * columnWidth, row: 1 + offset, width: columnWidth - 1)
      }
    }
    drawFoot(on: &canvas, row: canvas.size.rows - 1)
  }

  private var title: String {
    let title =
      switch page.content {
      case .keys: "Caliper keys"
      case .commands: "Caliper commands"
      case .caseList: "Keys in the list of cases"
      case .response: "Keys in the RECIST table"
      }
    return page.query.isEmpty ? title : "\(title) with \"\(page.query)\""
  }

  private func drawFoot(on canvas: inout Canvas, row: Int) {
    if let search = page.search {
      canvas.write(search, after: "/", row: row)
      return
    }
    var foot = SegmentLine()
    if page.query.isEmpty {
      foot.add("/ searches, any other key goes back.", rank: 1, style: .dim)
    } else {
      foot.add("Esc shows all, / searches, any other key goes back.", rank: 1, style: .dim)
    }
    foot.add("Research use, not for diagnosis.", style: .dim)
    let width = canvas.size.columns - 2
    canvas.write(foot.fitted(to: width), column: 1, row: row, width: width)
  }

  // MARK: Columns

  private var columnCount: Int {
    let most =
      switch page.content {
      case .keys: 3
      case .commands: 2
      case .caseList, .response: 1
      }
    return max(1, min(most, (state.size.columns - 1) / 39))
  }
  private var columnWidth: Int { (state.size.columns - 1) / columnCount }

  /// The blocks of the list laid out in columns, in their order and as low as they go.
  private var rows: [[StyledText]] {
    let blocks = HelpBlocks(state: state, page: page, columns: columnWidth - 1).blocks
    var height = blocks.map(\.count).max() ?? 0
    while columns(of: blocks, height: height).count > columnCount { height += 1 }
    let columns = columns(of: blocks, height: height)
    return (0..<(columns.map(\.count).max() ?? 0)).map { row in
      columns.map { row < $0.count ? $0[row] : StyledText() }
    }
  }

  /// As many columns as blocks need that are no higher than `height`, with a blank row between two.
  private func columns(of blocks: [[StyledText]], height: Int) -> [[StyledText]] {
    var columns: [[StyledText]] = [[]]
    for block in blocks {
      let last = columns.count - 1
      if columns[last].isEmpty {
        columns[last] = block
      } else if columns[last].count + 1 + block.count <= height {
        columns[last] += [StyledText()] + block
      } else {
        columns.append(block)
      }
    }
    return columns
  }
}
