extension Keymap {
  /// Commands that keep a key whatever is changed: without them a reader could not leave, ask, or
  /// type what has no key.
  public static let indispensable: [Command] = [.quit, .help, .cancel, .commandLine]

  /// The keymap after changes, one after the other, and what was wrong with them. Where a change
  /// would take the last key of an ``indispensable`` command, that command keeps its first key.
  public func changed(by changes: [KeyChange]) -> (keymap: Keymap, problems: [ConfigurationProblem])
  {
    let entries = bindings.flatMap(\.entries)
    var table = Dictionary(entries.map { ($0.key, $0.command) }) { first, _ in first }
    var problems: [ConfigurationProblem] = []
    /// The change that took a key of a command last.
    var takenBy: [Command: KeyChange] = [:]
    var changed: [Key: KeyChange] = [:]
    for change in changes {
      let before = table[change.key]
      if let earlier = changed[change.key] {
        problems.append(
          ConfigurationProblem(
            line: change.line,
            "\(change.key.name) was set in line \(earlier.line) already; this line counts."))
      } else if change.command == nil, before == nil {
        problems.append(
          ConfigurationProblem(line: change.line, "\(change.key.name) has no command to take away.")
        )
      }
      changed[change.key] = change
      table[change.key] = change.command
      if let before, before != change.command { takenBy[before] = change }
    }
    problems += keepIndispensable(in: &table, changed)
    for (command, change) in takenBy where !table.values.contains(command) {
      // Who says unkey means it.
      guard change.command != nil else { continue }
      problems.append(
        ConfigurationProblem(
          line: change.line,
          "\(change.key.name) was the last key of \(command.name), which now needs another "
            + "or must be typed as :\(command.name)."))
    }
    problems.sort { ($0.line, $0.text) < ($1.line, $1.text) }
    return (Keymap(bindings(for: table, gained: changes)), problems)
  }

  /// Gives indispensable commands without a key their first one back. Each has a first key of its
  /// own, so giving one back can take a key from another only once.
  private func keepIndispensable(
    in table: inout [Key: Command], _ changed: [Key: KeyChange]
  ) -> [ConfigurationProblem] {
    var problems: [ConfigurationProblem] = []
    for command in Self.indispensable + Self.indispensable
    where !table.values.contains(command) {
      guard let key = key(of: command) else { continue }
      table[key] = command
      problems.append(
        ConfigurationProblem(
          line: changed[key]?.line ?? 0,
          "\(command.name) must keep a key; \(key.name) stays with it. Give it another key first."))
    }
    return problems
  }

  // MARK: The lines of the help

  /// The lines of this keymap for another table: a line stays as long as it tells the truth.
  private func bindings(for table: [Key: Command], gained changes: [KeyChange]) -> [KeyBinding] {
    let standing = Set(
      bindings.flatMap(\.entries).filter { table[$0.key] == $0.command }.map(\.key))
    var seen = standing
    var gained: [Command: [Key]] = [:]
    for change in changes {
      guard let command = table[change.key], seen.insert(change.key).inserted else { continue }
      gained[command, default: []].append(change.key)
    }
    var lines: [KeyBinding] = []
    for binding in bindings {
      lines += Self.lines(of: binding, keeping: table, gained: &gained)
    }
    // Commands that had no line; in the order of the file.
    for change in changes {
      guard let command = table[change.key], let keys = gained.removeValue(forKey: command) else {
        continue
      }
      lines.append(KeyBinding(command.group, keys, command, command.help))
    }
    return lines
  }

  private static func lines(
    of binding: KeyBinding, keeping table: [Key: Command], gained: inout [Command: [Key]]
  ) -> [KeyBinding] {
    let kept = binding.entries.filter { table[$0.key] == $0.command }
    var seen: Set<Command> = []
    let commands = binding.entries.map(\.command).filter { seen.insert($0).inserted }
    if commands.count == 1 {
      let keys = kept.map(\.key) + (gained.removeValue(forKey: commands[0]) ?? [])
      return keys.isEmpty ? [] : [KeyBinding(binding.group, keys, commands[0], binding.help)]
    }
    let isWhole = commands.allSatisfy { command in kept.contains { $0.command == command } }
    var lines = isWhole ? [KeyBinding(binding.group, kept, binding.help)] : []
    for command in commands {
      let own = isWhole ? [] : kept.filter { $0.command == command }.map(\.key)
      let keys = own + (gained.removeValue(forKey: command) ?? [])
      if !keys.isEmpty { lines.append(KeyBinding(binding.group, keys, command, command.help)) }
    }
    return lines
  }
}
