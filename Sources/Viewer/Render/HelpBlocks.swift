/// The help's lines under their headings, those that the page's query leaves.
struct HelpBlocks {
  let state: State
  let page: HelpPage
  /// What a line may take.
  let columns: Int

  var blocks: [[StyledText]] {
    var blocks = KeyBinding.Group.allCases.compactMap { group in
      let lines = page.content == .keys ? keys(of: group) : commands(of: group)
      return block(group.rawValue, lines)
    }
    if let typed = block("Command line", typed) { blocks.append(typed) }
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
    return [StyledText(heading, .bold)]
      + shown.flatMap { rows(of: $0, labelWidth: labelWidth(lines)) }
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

  private var typed: [Line] {
    LineCommand.all.map { Line(label: $0.usage, help: $0.helpWithAliases, isName: true) }
  }

  /// Why none of some commands can act.
  private func refusal(of commands: [Command]) -> String? {
    let refusals = commands.compactMap { page.refusals[$0] }
    return refusals.count == commands.count ? refusals.first : nil
  }
}
