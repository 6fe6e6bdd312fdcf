import Imaging

extension State {
  /// Gives a key to the line that is being typed after ":".
  mutating func edit(_ line: TypedLine, with key: Key) -> [Effect] {
    var line = line
    switch key {
    case .escape:
      leaveMode()
      return []
    case .enter:
      leaveMode()
      return run(line.text)
    case .backspace where line.text.isEmpty:
      leaveMode()
      return []
    case .tab, .backTab:
      return complete(line, step: key == .tab ? 1 : -1)
    case .up: recall(older: true, in: &line)
    case .down: recall(older: false, in: &line)
    default:
      if line.editor.edit(with: key) { line.recall = nil }
    }
    line.completion = nil
    line.awaited = nil
    mode = .commandLine(line)
    return []
  }

  /// Puts the next older or newer line of the history that begins as this one was typed.
  private func recall(older: Bool, in line: inout TypedLine) {
    let draft = line.recall?.draft ?? line.text
    let found = typedLines.lines(from: draft).filter { $0 != draft }
    let index = (line.recall?.index ?? -1) + (older ? 1 : -1)
    guard index < found.count, line.recall != nil || older else { return }
    if index < 0 {
      line.editor = LineEditor(draft)
      line.recall = nil
    } else {
      line.editor = LineEditor(found[index])
      line.recall = TypedLine.Recall(draft: draft, index: index)
    }
  }

  private mutating func run(_ text: String) -> [Effect] {
    let trimmed = String(text.drop { $0 == " " })
    guard !trimmed.isEmpty else { return [] }
    typedLines.add(text)
    opening?.isFollowing = false
    do {
      return try perform(line: trimmed)
    } catch {
      message = Message(.warning, ":\(text): \(error.reason)")
      return []
    }
  }

  private mutating func perform(line: String) throws(Refusal) -> [Effect] {
    let name = String(line.prefix { $0 != " " })
    let arguments = LineArguments(String(line.dropFirst(name.count)))
    if let command = LineCommand.named(name) { return try command.run(&self, arguments) }
    if let command = Command(name: name) {
      guard arguments.count == 0 else { throw Refusal(":\(name) stands alone.") }
      if let effects = performAlways(command) { return effects }
      return try perform(command)
    }
    guard line.allSatisfy({ $0.isNumber || " ,.-".contains($0) }) else {
      throw Refusal("this is no command; \(options.keymap.name(of: .help)) lists them.")
    }
    try go(toPlace: line)
    return []
  }

  // MARK: What commands do

  /// Goes to a slice, "87", or to a voxel, "120,88,40".
  mutating func go(toPlace text: String) throws(Refusal) {
    let numbers = text.split(whereSeparator: { $0 == " " || $0 == "," }).map { Int($0) }
    if numbers.count == 1, let number = numbers[0] {
      let plane = DisplayPlane(plane, of: try requireGrid())
      guard (1...plane.slices).contains(number) else {
        throw Refusal("slices run from 1 to \(plane.slices).")
      }
      if plane.position(of: cursor).slice != number - 1 { try go(toSlice: number - 1) }
    } else if numbers.count == 3, let x = numbers[0], let y = numbers[1], let z = numbers[2] {
      let shape = try requireGrid().shape
      guard VoxelBox(lower: Voxel(0, 0, 0), upper: shape).contains(Voxel(x, y, z)) else {
        throw Refusal("voxels run from 0,0,0 to \(shape.x - 1),\(shape.y - 1),\(shape.z - 1).")
      }
      go(to: Voxel(x, y, z))
    } else {
      throw Refusal(
        "one whole number is a slice, three are a voxel, as in :87 and :120,88,40.")
    }
  }

  /// Sets the window: a preset's name, "auto", or width and level.
  mutating func setWindow(words: [String]) throws(Refusal) {
    let names = IntensityWindow.Preset.allCases.map(\.rawValue) + ["auto"]
    if let name = words.first, words.count == 1, Double(name) == nil {
      if let preset = IntensityWindow.Preset(rawValue: name) {
        try setWindow(WindowSetting(preset))
      } else if name == "auto" {
        try setAutomaticWindow()
      } else {
        throw Refusal("windows are \(names.joined(separator: ", ")), or width and level.")
      }
      return
    }
    guard words.count == 2, let width = Double(words[0]), let level = Double(words[1]),
      width >= 1, width <= 1e6, abs(level) <= 1e6
    else { throw Refusal("width (from 1) and level are needed, as in :wl 400 40.") }
    try setWindow(WindowSetting(IntensityWindow(width: width, level: level), source: .free))
  }

  mutating func selectLesion(_ text: String) throws(Refusal) {
    _ = try requireStudy()
    guard let id = Int(text), work.lesion(id) != nil else {
      let ids = work.lesions.map { String($0.id) }.joined(separator: ", ")
      throw Refusal(ids.isEmpty ? noSelectionReason : "the lesions are \(ids).")
    }
    select(id)
    goToSelectedLesion()
  }

  /// Gives a key a command until the viewer ends.
  ///
  /// - Parameter name: of the command; `nil` takes the key's command away.
  mutating func bind(_ keyName: String, to name: String?) throws(Refusal) {
    let key = try Key.parse(keyName)
    var command: Command?
    if let name {
      command = Command(name: name)
      guard command != nil else {
        throw Refusal("no command is called \"\(name)\"; :commands lists them.")
      }
    }
    let before = options.keymap.command(for: key)
    let (keymap, problems) = options.keymap.changed(by: [KeyChange(key, command, line: 1)])
    guard keymap.command(for: key) == command else {
      throw Refusal(problems.first?.text ?? "this key keeps its command.")
    }
    options.keymap = keymap
    if let problem = problems.first {
      message = Message(.warning, problem.text)
    } else {
      let was = before.map { ", before \($0.name)" } ?? ""
      message = Message(.info, "\(key.name): \(command?.name ?? "nothing")\(was).")
    }
  }
}
