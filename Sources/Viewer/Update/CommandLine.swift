import Imaging

/// What can be typed after ":".
enum CommandLine: Equatable {
  /// A slice by the number that the title shows.
  case slice(Int)
  case voxel(Voxel)
  case window(IntensityWindow)
  case write, quit, writeAndQuit, quitWithoutSaving
  case help

  /// What the help says of each.
  static let usages: [(usage: String, text: String)] = [
    (":87", "go to slice 87"),
    (":120,88,40", "go to voxel x,y,z (from 0)"),
    (":wl 400 40", "window width and level"),
    (":w", "save mask and session"),
    (":q  :q!", "quit, quit without saving"),
    (":wq", "save and quit"),
  ]

  /// - Returns: `nil` when the text is no command.
  init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    switch (first, words.count) {
    case ("w", 1): self = .write
    case ("q", 1): self = .quit
    case ("wq", 1), ("x", 1): self = .writeAndQuit
    case ("q!", 1): self = .quitWithoutSaving
    case ("help", 1), ("h", 1): self = .help
    case ("wl", 3):
      guard let width = Double(words[1]), let level = Double(words[2]), width >= 1,
        width <= 1e6, abs(level) <= 1e6
      else { return nil }
      self = .window(IntensityWindow(width: width, level: level))
    default:
      let numbers = text.split(whereSeparator: { $0 == " " || $0 == "," }).map { Int($0) }
      switch numbers.count {
      case 1:
        guard let number = numbers[0] else { return nil }
        self = .slice(number)
      case 3:
        guard let x = numbers[0], let y = numbers[1], let z = numbers[2] else { return nil }
        self = .voxel(Voxel(x, y, z))
      default: return nil
      }
    }
  }
}

extension State {
  mutating func edit(commandLine text: String, with key: Key) -> [Effect] {
    switch key {
    case .character(let character):
      // Longer than any command; a key held down must not grow it for ever.
      if text.count < 200 { mode = .commandLine(text + String(character)) }
    case .backspace, .delete:
      if text.isEmpty { leaveMode() } else { mode = .commandLine(String(text.dropLast())) }
    case .escape:
      leaveMode()
    case .enter:
      leaveMode()
      return run(text)
    default:
      break
    }
    return []
  }

  private mutating func run(_ text: String) -> [Effect] {
    guard text.contains(where: { $0 != " " }) else { return [] }
    guard let command = CommandLine(text) else {
      let help = options.keymap.name(of: .help)
      message = Message(.warning, ":\(text): this is no command; \(help) lists them.")
      return []
    }
    do {
      return try perform(command)
    } catch {
      message = Message(.warning, ":\(text): \(error.reason)")
      return []
    }
  }

  private mutating func perform(_ command: CommandLine) throws(Refusal) -> [Effect] {
    switch command {
    case .slice(let number):
      let plane = DisplayPlane(plane, of: try requireStudy().volume.grid)
      guard (1...plane.slices).contains(number) else {
        throw Refusal("slices run from 1 to \(plane.slices).")
      }
      if plane.position(of: cursor).slice != number - 1 { try go(toSlice: number - 1) }
    case .voxel(let voxel):
      let shape = try requireStudy().volume.grid.shape
      guard VoxelBox(lower: Voxel(0, 0, 0), upper: shape).contains(voxel) else {
        throw Refusal(
          "voxels run from 0,0,0 to \(shape.x - 1),\(shape.y - 1),\(shape.z - 1).")
      }
      go(to: voxel)
    case .window(let window):
      try setWindow(WindowSetting(window, source: .free))
    case .write: return try save()
    case .quit: return quit()
    case .writeAndQuit: return saveAndQuit()
    case .quitWithoutSaving: return [.quit]
    case .help: enter(.help(scroll: 0))
    }
    return []
  }
}
