import Imaging

/// What can be typed after ":".
enum CommandLine: Equatable {
  /// A slice by the number that the title shows.
  case slice(Int)
  case voxel(Voxel)
  case window(IntensityWindow)
  case write(folder: String?)
  case quit, writeAndQuit, quitWithoutSaving
  case help

  /// What the help says of each.
  static let usages: [(usage: String, text: String)] = [
    (":87", "go to slice 87"),
    (":120,88,40", "go to voxel x,y,z (from 0)"),
    (":wl 400 40", "window width and level"),
    (":w", "save mask and session"),
    (":w DIR", "save in another folder"),
    (":q  :q!", "quit, quit without saving"),
    (":wq", "save and quit"),
  ]

  /// - Returns: `nil` when the text is no command.
  init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    switch (first, words.count) {
    case ("w", 1): self = .write(folder: nil)
    case ("w", _):
      // The rest as it stands: a folder's name may have spaces.
      self = .write(folder: String(text.drop { $0 == " " }.dropFirst().drop { $0 == " " }))
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
      message = Message(.warning, ":\(text): \(refusal(of: text))")
      return []
    }
    do {
      return try perform(command)
    } catch {
      message = Message(.warning, ":\(text): \(error.reason)")
      return []
    }
  }

  /// Why a text is no command: how the one that was meant is used, if that can be seen.
  private func refusal(of text: String) -> String {
    let name = text.split(separator: " ").first ?? ""
    if name == "wl" { return "width (from 1) and level are needed, as in :wl 400 40." }
    if text.allSatisfy({ $0.isNumber || " ,.-".contains($0) }) {
      return "one whole number is a slice, three are a voxel, as in :87 and :120,88,40."
    }
    return "this is no command; \(options.keymap.name(of: .help)) lists them."
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
    case .write(let folder): return try save(to: folder)
    case .quit: return quit()
    case .writeAndQuit: return saveAndQuit()
    case .quitWithoutSaving: return [.quit]
    case .help: enter(.help(scroll: 0))
    }
    return []
  }
}
