/// Shortens what curses writes: it selects both colours anew where one has changed, each by a
/// sequence of its own.
///
/// Sequences that select a colour are held back until something is printed; then the colours that
/// the terminal does not have yet go out as one sequence. Everything else passes as it is. What
/// might change colours unseen makes them unknown, so that the next ones are sent whatever they are.
package struct ColorSqueezer {
  /// The parameters of the sequence that a colour was selected by, such as `38;5;240`; empty where
  /// unknown or the terminal's own.
  private var shown = (foreground: ArraySlice<UInt8>(), background: ArraySlice<UInt8>())
  private var wanted = (foreground: ArraySlice<UInt8>(), background: ArraySlice<UInt8>())
  private var output: [UInt8] = []

  private init() {}

  /// The bytes of one frame, which start from unknown colours.
  package static func squeeze(_ bytes: [UInt8]) -> [UInt8] {
    var squeezer = ColorSqueezer()
    return squeezer.squeeze(bytes)
  }

  private mutating func squeeze(_ bytes: [UInt8]) -> [UInt8] {
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x1B else {
        let start = index
        while index < bytes.count, bytes[index] != 0x1B { index += 1 }
        sendColors()
        output += bytes[start..<index]
        continue
      }
      index = sequence(bytes, from: index)
    }
    sendColors()
    return output
  }

  /// Handles the sequence at an escape byte, and returns where it ends.
  private mutating func sequence(_ bytes: [UInt8], from start: Int) -> Int {
    guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "[") else {
      pass(bytes[start..<min(start + 2, bytes.count)])
      forget()
      return min(start + 2, bytes.count)
    }
    var end = start + 2
    while end < bytes.count, !(0x40...0x7E).contains(bytes[end]) { end += 1 }
    guard end < bytes.count else {
      pass(bytes[start...])
      forget()
      return end
    }
    let parameters = bytes[(start + 2)..<end]
    switch bytes[end] {
    case UInt8(ascii: "m"):
      switch Self.kind(of: parameters) {
      case .foreground: wanted.foreground = parameters
      case .background: wanted.background = parameters
      case .other:
        pass(bytes[start...end])
        forget()
      }
    // Moves, and what fills cells with the present background: after the colours meant for it.
    case UInt8(ascii: "A")...UInt8(ascii: "H"), UInt8(ascii: "J"), UInt8(ascii: "K"),
      UInt8(ascii: "L"), UInt8(ascii: "M"), UInt8(ascii: "P"), UInt8(ascii: "X"),
      UInt8(ascii: "@"), UInt8(ascii: "b"), UInt8(ascii: "d"):
      pass(bytes[start...end])
    default:
      pass(bytes[start...end])
      forget()
    }
    return end + 1
  }

  private mutating func pass(_ bytes: ArraySlice<UInt8>) {
    sendColors()
    output += bytes
  }

  private mutating func forget() {
    shown = ([], [])
    wanted = ([], [])
  }

  /// Selects the colours that are wanted and not there.
  private mutating func sendColors() {
    let foreground = wanted.foreground != shown.foreground
    let background = wanted.background != shown.background
    guard foreground || background else { return }
    output += [0x1B, UInt8(ascii: "[")]
    if foreground { output += wanted.foreground }
    if foreground, background { output.append(UInt8(ascii: ";")) }
    if background { output += wanted.background }
    output.append(UInt8(ascii: "m"))
    shown = wanted
  }

  private enum Kind { case foreground, background, other }

  /// `30` to `37`, `38;5;n`, `38:2::r:g:b` and the like for one ground, nothing beside it.
  private static func kind(of parameters: ArraySlice<UInt8>) -> Kind {
    guard parameters.count >= 2 else { return .other }
    let first = parameters[parameters.startIndex]
    let second = parameters[parameters.startIndex + 1]
    let rest = parameters.dropFirst(2)
    let kind: Kind
    switch first {
    case UInt8(ascii: "3"): kind = .foreground
    case UInt8(ascii: "4"): kind = .background
    default: return .other
    }
    if (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(second) {
      return rest.isEmpty ? kind : .other
    }
    guard second == UInt8(ascii: "8") else { return .other }
    let indexed = rest.starts(with: ";5;".utf8)
    let tail = indexed ? rest.dropFirst(3) : rest
    let isWhole =
      indexed
      ? !tail.isEmpty && tail.allSatisfy { (0x30...0x39).contains($0) }
      : rest.starts(with: ":2:".utf8) && tail.allSatisfy { (0x30...0x3A).contains($0) }
    return isWhole ? kind : .other
  }
}
