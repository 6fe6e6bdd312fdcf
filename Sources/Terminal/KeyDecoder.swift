import Viewer

/// Turns what a terminal sends into keys and mouse events: UTF-8 text, control chords, and the
/// escape sequences of special keys and of the mouse. Anything unknown is dropped whole, so that no part of it is taken for typing.
///
/// A value without side effects. Bytes go in as they arrive, in pieces of any size.
public struct KeyDecoder: Sendable {
  private let sequences: KeySequences
  /// The beginning of a sequence whose end has not arrived.
  private var pending: [UInt8] = []

  public init(sequences: KeySequences = .xterm) {
    self.sequences = sequences
  }

  /// Whether a sequence is unfinished. Where the rest does not come within the escape delay, it
  /// will not come: call ``flush()``.
  public var isPending: Bool { !pending.isEmpty }

  /// The keys and mouse events that `bytes` complete.
  public mutating func decode(_ bytes: some Sequence<UInt8>) -> [TerminalInput] {
    pending.append(contentsOf: bytes)
    return drain(isFinal: false)
  }

  /// Ends the wait for more: a lone escape byte was the Escape key; other beginnings are dropped.
  public mutating func flush() -> [TerminalInput] {
    drain(isFinal: true)
  }

  private mutating func drain(isFinal: Bool) -> [TerminalInput] {
    var inputs: [TerminalInput] = []
    while !pending.isEmpty {
      switch next() {
      case .key(let key, let length):
        inputs.append(.key(key))
        pending.removeFirst(length)
      case .mouse(let event, let length):
        inputs.append(.mouse(event))
        pending.removeFirst(length)
      case .dropped(let length):
        pending.removeFirst(length)
      case .incomplete:
        guard isFinal else { return inputs }
        if pending == [Byte.escape] {
          inputs.append(.key(.escape))
        } else if let found = sequences.match(pending).found {
          inputs.append(.key(found.key))
        }
        pending = []
      }
    }
    return inputs
  }

  private enum Step {
    case key(Key, length: Int)
    case mouse(MouseEvent, length: Int)
    case dropped(length: Int)
    case incomplete
  }

  /// What `pending`, which is not empty, begins with.
  private func next() -> Step {
    let first = pending[0]
    switch first {
    case Byte.escape: return escapeSequence()
    case 0x0A, 0x0D: return .key(.enter, length: 1)
    case 0x09: return .key(.tab, length: 1)
    case 0x08, 0x7F: return .key(.backspace, length: 1)
    case 0x01...0x1A:
      return .key(.control(Character(UnicodeScalar(first + 0x60))), length: 1)
    case 0x1C...0x1F:
      return .key(.control(Character(UnicodeScalar(first + 0x40))), length: 1)
    case 0x00: return .dropped(length: 1)
    default: return text(at: 0)
    }
  }

  /// One scalar of UTF-8. What is no UTF-8 and the C1 controls are dropped.
  private func text(at start: Int) -> Step {
    let first = pending[start]
    let length: Int
    switch first {
    case 0x00...0x7F: length = 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return .dropped(length: start + 1)
    }
    let tail = pending[(start + 1)...].prefix(length - 1)
    let valid = tail.prefix { $0 & 0xC0 == 0x80 }
    guard valid.count == tail.count else { return .dropped(length: start + 1 + valid.count) }
    guard tail.count == length - 1 else { return .incomplete }
    guard
      let decoded = String(
        validating: pending[start..<(start + length)], as: UTF8.self)?.unicodeScalars.first,
      decoded.properties.generalCategory != .control
    else { return .dropped(length: start + length) }
    return .key(.character(Character(decoded)), length: start + length)
  }

  private func escapeSequence() -> Step {
    let (found, isOpen) = sequences.match(pending)
    if isOpen { return .incomplete }
    if let found { return .key(found.key, length: found.length) }
    guard pending.count > 1 else { return .incomplete }
    switch pending[1] {
    case UInt8(ascii: "["): return controlSequence()
    case UInt8(ascii: "O"): return applicationKey()
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "_"),
      UInt8(ascii: "X"):
      return controlString()
    case Byte.escape: return .key(.escape, length: 1)
    default:
      // Alt and a key. No key of the viewer's is meant, so none is pressed.
      if case .incomplete = text(at: 1) { return .incomplete }
      if case .key(_, let length) = text(at: 1) { return .dropped(length: length) }
      return .dropped(length: 2)
    }
  }

  /// CSI: `ESC [`, parameters, intermediates, and a final byte (ECMA-48, 5.4).
  private func controlSequence() -> Step {
    guard pending.count > 2 else { return .incomplete }
    // Two that break the grammar: the Linux console's function keys, and X10 mouse reports.
    if pending[2] == UInt8(ascii: "[") { return ignored(4) }
    if pending[2] == UInt8(ascii: "M") { return ignored(6) }
    let parameterEnd = pending[2...].firstIndex { !(0x30...0x3F).contains($0) } ?? pending.count
    let end = pending[parameterEnd...].firstIndex { !(0x20...0x2F).contains($0) } ?? pending.count
    guard end < pending.count else {
      return pending.count > Byte.longestSequence
        ? .dropped(length: pending.count) : .incomplete
    }
    let final = pending[end]
    // A control byte inside: what came before it was cut off.
    guard (0x40...0x7E).contains(final) else { return .dropped(length: end) }
    if pending[2] == UInt8(ascii: "<"), end == parameterEnd {
      return mouseReport(final: final, parameters: pending[3..<end], length: end + 1)
    }
    guard end == parameterEnd,
      let parameters = Self.numbers(pending[2..<parameterEnd]),
      let key = XtermKeys.key(final: final, parameters: parameters)
    else { return .dropped(length: end + 1) }
    return .key(key, length: end + 1)
  }

  private func mouseReport(final: UInt8, parameters: ArraySlice<UInt8>, length: Int) -> Step {
    guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m"),
      let numbers = Self.numbers(parameters),
      let event = MouseReports.event(final: final, parameters: numbers)
    else { return .dropped(length: length) }
    return .mouse(event, length: length)
  }

  /// SS3: `ESC O`, and the key. Old terminals put the modifier between.
  private func applicationKey() -> Step {
    let end = pending[2...].firstIndex { !(0x30...0x3B).contains($0) } ?? pending.count
    guard end < pending.count else {
      return pending.count > Byte.longestSequence
        ? .dropped(length: pending.count) : .incomplete
    }
    guard (0x40...0x7E).contains(pending[end]) else { return .dropped(length: end) }
    guard let parameters = Self.numbers(pending[2..<end]),
      let key = XtermKeys.key(application: pending[end], parameters: parameters)
    else { return .dropped(length: end + 1) }
    return .key(key, length: end + 1)
  }

  /// DCS, OSC, SOS, PM and APC: answers of the terminal to questions, up to ST or BEL.
  private func controlString() -> Step {
    for index in 2..<max(2, pending.count) {
      if pending[index] == 0x07 { return .dropped(length: index + 1) }
      if pending[index] == UInt8(ascii: "\\"), pending[index - 1] == Byte.escape, index > 2 {
        return .dropped(length: index + 1)
      }
    }
    return pending.count > Byte.longestString ? .dropped(length: pending.count) : .incomplete
  }

  private func ignored(_ length: Int) -> Step {
    pending.count < length ? .incomplete : .dropped(length: length)
  }

  /// Parameters such as `1;2`, an empty one as 1; `nil` for private ones such as `?25`.
  private static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int]? {
    guard !bytes.isEmpty else { return [] }
    var numbers: [Int] = []
    for part in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      if part.isEmpty {
        numbers.append(1)
      } else if let number = Int(String(decoding: part, as: UTF8.self)) {
        numbers.append(number)
      } else {
        return nil
      }
    }
    return numbers
  }

  private enum Byte {
    static let escape: UInt8 = 0x1B
    static let longestSequence = 64
    static let longestString = 4096
  }
}
