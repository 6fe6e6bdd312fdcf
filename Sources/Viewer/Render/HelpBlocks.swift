/// The help's lines under their headings, those that the page's query leaves.
struct HelpBlocks {
  let state: State
  let page: HelpPage
  /// What a line may take.
  let columns: Int

  var blocks: [[StyledText]] {
    let groups = KeyBinding.Group.allCases
    let parts: [(heading: String, lines: [Line])] =
      switch page.content {
      case .keys: groups.map { ($0.rawValue, keys(of: $0)) } + [("Command line", typed)]
      case .commands: groups.map { ($0.rawValue, commands(of: $0)) } + [("Command line", typed)]
      case .caseList: Self.caseList
      case .response: Self.response
      }
    let blocks = parts.compactMap { block($0.heading, $0.lines) }
    return blocks.isEmpty ? [[StyledText("No line has this text.", .dim)]] : blocks
  }

  /// One entry of the list, which may take several rows.
  private struct Line {
    let label: String
    let help: String
    /// Beside label and help, what a search finds it by.
    var names: [String] = []
    /// Why it cannot act; `nil` when it can.
    var refusal: String?
    /// Whether the label is a name to type.
    var isName = false
  }

  private func block(_ heading: String, _ lines: [Line]) -> [StyledText]? {
    let query = page.query.lowercased()
    func has(_ text: String) -> Bool { text.lowercased().contains(query) }
    let shown =
      query.isEmpty || has(heading)
      ? lines : lines.filter { has($0.label) || has($0.help) || $0.names.contains(where: has) }
    guard !shown.isEmpty else { return nil }
    var rows = shown.flatMap { self.rows(of: $0, labelWidth: labelWidth(lines)) }
    if lines.contains(where: \.isName) {
      let hanging = shown.flatMap(hangingRows)
      // Names that leave their help no room stand before it, not in a column of their own.
      if hanging.count < rows.count { rows = hanging }
    }
    return [StyledText(heading, .bold)] + rows
  }

  /// A name with its help behind it, and what does not fit below that.
  private func hangingRows(of line: Line) -> [StyledText] {
    let style: TextStyle = line.refusal == nil ? .plain : .dim
    var row = StyledText(" " + line.label, line.refusal == nil ? .bold : .dim)
    var used = 1 + ScreenText(line.label, unicode: true).columns
    var rows: [StyledText] = []
    var gap = "  "
    for word in line.help.split(separator: " ") {
      if used + gap.count + word.count > columns {
        rows.append(row)
        row = StyledText()
        (used, gap) = (0, "    ")
      }
      row.append(gap + word, style)
      used += gap.count + word.count
      gap = " "
    }
    return rows + [row]
  }

  /// What labels take: keys leave the room to the help, names stand clear of it.
  private func labelWidth(_ lines: [Line]) -> Int {
    let labels = lines.map { ScreenText($0.label, unicode: true).columns + 1 }
    guard let longest = labels.max(), lines.contains(where: \.isName) else {
      return Self.leastLabel
    }
    return min(max(Self.leastLabel, longest), max(Self.leastLabel, columns / 2))
  }

  private func rows(of line: Line, labelWidth: Int) -> [StyledText] {
    let style: TextStyle = line.refusal == nil ? .plain : .dim
    let label = ScreenText(line.label, unicode: true).columns
    let padding = String(repeating: " ", count: max(1, labelWidth - label))
    let head = StyledText(" " + line.label + padding, line.refusal == nil ? .bold : .dim)
    let beside = columns - 1 - label - padding.count
    var help = line.help
    if let refusal = line.refusal {
      let reason = " (\(refusal.hasSuffix(".") ? String(refusal.dropLast()) : refusal))"
      if help.count + reason.count <= beside { help += reason }
    }
    if help.count <= beside { return [head + StyledText(help, style)] }
    let indent = StyledText(String(repeating: " ", count: 1 + labelWidth))
    let wrapped = help.wrapped(to: max(8, columns - 1 - labelWidth))
    // A label longer than its column has a row of its own.
    guard label < labelWidth, let first = wrapped.first else {
      return [head] + wrapped.map { indent + StyledText($0, style) }
    }
    return [head + StyledText(first, style)]
      + wrapped.dropFirst().map { indent + StyledText($0, style) }
  }

  private static let leastLabel = 11

  // MARK: Lines

  private func keys(of group: KeyBinding.Group) -> [Line] {
    state.options.keymap.bindings.filter { $0.group == group }.map { binding in
      let commands = binding.entries.map(\.command)
      return Line(
        label: binding.label, help: binding.help, names: commands.map(\.name),
        refusal: refusal(of: commands))
    }
  }

  private func commands(of group: KeyBinding.Group) -> [Line] {
    let keymap = state.options.keymap
    return Command.listed.filter { $0.group == group }.map { command in
      let keys = keymap.bindings.flatMap(\.entries).filter { $0.command == command }
        .map(\.key.name)
      let help = keys.isEmpty ? command.help : "\(command.help) [\(keys.joined(separator: " "))]"
      return Line(label: command.name, help: help, refusal: refusal(of: [command]), isName: true)
    }
  }

  private static let caseList: [(String, [Line])] = [
    (
      "The list of cases",
      [
        Line(label: "arrows jk", help: "mark a case"), Line(label: "PgUp PgDn", help: "by a page"),
        Line(label: "Home g", help: "the first case"), Line(label: "End G", help: "the last case"),
        Line(label: "Enter", help: "open the marked case"), Line(label: "/", help: "filter"),
        Line(label: "s", help: "sort: listed, name, status, worst DSC first"),
        Line(label: "Esc C q", help: "back"),
      ]
    ),
    (
      "Filter: words that must all hold",
      [
        Line(label: "text", help: "part of the name"),
        Line(label: "status", help: "new, begun, done or failed"),
        Line(label: "dsc<0.8", help: "Dice coefficient, > or <"),
        Line(label: "nsd<0.9", help: "normalised surface Dice"),
        Line(label: "lesions>2", help: "how many lesions"),
      ]
    ),
  ]

  private static let response: [(String, [Line])] = [
    (
      "The RECIST table",
      [
        Line(label: "arrows hjkl", help: "mark a lesion, a timepoint"),
        Line(label: "Enter", help: "go there; a missing one is placed"),
        Line(label: "PgUp PgDn", help: "scroll the notes"), Line(label: "e", help: "export"),
        Line(label: "u", help: "undo at this timepoint"), Line(label: "Esc R q", help: "back"),
      ]
    ),
    (
      "What is marked",
      [
        Line(label: "a", help: "is absent (0 mm)"),
        Line(label: "s", help: "is too small to measure (5 mm)"),
        Line(label: "n", help: "is not evaluable; a new one in doubt"),
        Line(label: "p", help: "is present; a new one is certain"),
        Line(label: "w", help: "is unequivocally worse (non-target)"),
        Line(label: "+", help: "is new"), Line(label: "y", help: "is the one that is proposed"),
      ]
    ),
  ]

  private var typed: [Line] {
    LineCommand.all.map { Line(label: $0.usage, help: $0.helpWithAliases, isName: true) }
  }

  /// Why none of some commands can act.
  private func refusal(of commands: [Command]) -> String? {
    let refusals = commands.compactMap { page.refusals[$0] }
    return refusals.count == commands.count ? refusals.first : nil
  }
}
