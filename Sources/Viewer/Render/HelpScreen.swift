/// The key list, made from the keymap.
struct HelpScreen {
  let state: State

  /// Rows of the list that a screen shows at once.
  static func visibleRows(_ size: ScreenSize) -> Int { max(1, size.rows - 2) }

  /// The largest scroll at which the list still fills the screen.
  static func lastScroll(_ state: State) -> Int {
    max(0, HelpScreen(state: state).rows.count - visibleRows(state.size))
  }

  func draw(on canvas: inout Canvas, scroll: Int) {
    let rows = rows
    let visible = Self.visibleRows(state.size)
    let scroll = min(max(scroll, 0), max(0, rows.count - visible))
    canvas.fillRow(0, style: .reverse)
    let position =
      rows.count > visible
      ? ", \(scroll + 1)-\(min(rows.count, scroll + visible)) of \(rows.count) (Down: more)"
      : ""
    canvas.write(
      "Caliper keys\(position)", column: 1, row: 0, width: canvas.size.columns - 2,
      style: TextStyle(style: [.reverse, .bold]))
    for (offset, row) in rows.dropFirst(scroll).prefix(visible).enumerated() {
      for (index, line) in row.enumerated() {
        canvas.write(
          line, column: 1 + index * columnWidth, row: 1 + offset, width: columnWidth - 1)
      }
    }
    var foot = SegmentLine()
    foot.add("Any other key goes back.", rank: 1, style: .dim)
    foot.add("Research use, not for diagnosis.", style: .dim)
    let width = canvas.size.columns - 2
    canvas.write(foot.fitted(to: width), column: 1, row: canvas.size.rows - 1, width: width)
  }

  private var columnCount: Int { max(1, min(3, (state.size.columns - 1) / 39)) }
  private var columnWidth: Int { (state.size.columns - 1) / columnCount }

  /// The blocks of the list laid out in columns of about the same height.
  private var rows: [[StyledText]] {
    let blocks = blocks
    let total = blocks.reduce(0) { $0 + $1.count + 1 }
    var columns: [[StyledText]] = [[]]
    for block in blocks {
      let height = columns[columns.count - 1].count
      // A block goes to the next column when more than half of it would hang over.
      if columns.count < columnCount, height > 0,
        height + block.count / 2 > (total + columnCount - 1) / columnCount
      {
        columns.append([])
      }
      if !columns[columns.count - 1].isEmpty { columns[columns.count - 1].append(StyledText()) }
      columns[columns.count - 1] += block
    }
    let height = columns.map(\.count).max() ?? 0
    return (0..<height).map { row in
      columns.map { row < $0.count ? $0[row] : StyledText() }
    }
  }

  private var blocks: [[StyledText]] {
    var blocks: [[StyledText]] = []
    for group in KeyBinding.Group.allCases {
      let bindings = state.options.keymap.bindings.filter { $0.group == group }
      guard !bindings.isEmpty else { continue }
      blocks.append(
        [StyledText(group.rawValue, .bold)] + bindings.map { line($0.label, $0.help) })
    }
    blocks.append(
      [StyledText("Command line", .bold)] + CommandLine.usages.map { line($0.usage, $0.text) })
    return blocks
  }

  private func line(_ keys: String, _ help: String) -> StyledText {
    let padding = String(repeating: " ", count: max(1, Self.keyWidth - keys.count))
    return StyledText(" " + keys + padding, .bold) + StyledText(help)
  }

  private static let keyWidth = 11
}
