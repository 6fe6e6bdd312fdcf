internal import CNcurses
import Glibc
import Viewer

/// What the terminfo database says of a terminal: all that this room asks of it, read once.
package struct TerminalDescription: Sendable {
  /// The entry that was found, which may be another than the one asked for.
  package var name: String
  /// Whether the cursor can be moved about; without that only whole pages can be written.
  package var isAddressable: Bool
  /// Whether leaving brings back what stood on the screen before.
  package var hasAlternateScreen: Bool
  /// 0 where the terminal has none.
  package var colors: Int
  /// Whether colour numbers are 24-bit RGB values, as in the `xterm-direct` entries.
  package var isDirectColor: Bool
  /// Whether it reports a mouse when asked to.
  package var hasMouse: Bool
  /// Used where the line does not know its own size.
  package var defaultSize: ScreenSize
  /// What the special keys send.
  package var keys: KeySequences
  /// The bytes that leave the alternate screen, show the cursor and end all attributes.
  package var leave: [UInt8]
  /// A sentence for the user where another entry than the one asked for is used.
  package var notice: String?
}

extension TerminalDescription {
  /// What is tried after the terminal's own name. Most of today's terminals understand the first;
  /// many come with an entry that a remote machine does not have.
  package static let fallbacks = ["xterm-256color", "vt100"]

  /// The description for `term`, or the first fallback that the database has, or one of a terminal
  /// that can do nothing but print.
  package static func find(term: String?, terminal: Int32) -> TerminalDescription {
    let candidates = (term.map { [$0] } ?? []) + fallbacks
    let asked = term.map { "The terminal type “\($0)” is unknown here" } ?? "TERM is not set"
    for name in candidates {
      guard var found = read(name, terminal: terminal) else { continue }
      if name != term {
        found.notice = "\(asked): drawing as \(name)."
      }
      return found
    }
    return TerminalDescription(
      name: "dumb", isAddressable: false, hasAlternateScreen: false, colors: 0,
      isDirectColor: false, hasMouse: false,
      defaultSize: ScreenSize(columns: 80, rows: 24), keys: .xterm, leave: Array("\r\n".utf8),
      notice: "\(asked), and there is no terminfo database: drawing plain pages.")
  }

  private static func read(_ name: String, terminal: Int32) -> TerminalDescription? {
    let former = caliper_current_terminal()
    var status: Int32 = 0
    // With a place for the status, setupterm returns instead of ending the process.
    guard setupterm(name, terminal, &status) == OK else { return nil }
    defer {
      // An open screen keeps its own; setupterm may even have handed that one out again.
      let ours = set_curterm(former)
      if ours != former { del_curterm(ours) }
    }

    let isAddressable = string("cup") != nil && string("clear") != nil
    let hasAlternateScreen = string("smcup") != nil && string("rmcup") != nil
    var keys = KeySequences.xterm
    for (capability, key) in KeySequences.capabilities {
      if let bytes = string(capability) { keys.add(bytes, key) }
    }
    // CAN first: it ends a sequence that a crash cut in two.
    var leave: [UInt8] = isAddressable ? [0x18] : []
    // Whether or not it is on: a shell that gets reports is past use.
    let hasMouse = isAddressable && string("kmous") != nil
    if hasMouse { leave += MouseReports.off }
    for capability in ["rmkx", "sgr0", "op", "cnorm", "rmcup"] {
      leave += string(capability) ?? []
    }
    if !hasAlternateScreen {
      leave += isAddressable ? string("clear") ?? [] : Array("\r\n".utf8)
    }
    let colors = max(0, Int(tigetnum("colors")))
    let hasRGB = tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || string("RGB") != nil
    return TerminalDescription(
      name: name, isAddressable: isAddressable, hasAlternateScreen: hasAlternateScreen,
      colors: colors,
      // With fewer colours the entry's own sequences have no way to say 24 bits.
      isDirectColor: hasRGB && colors >= 1 << 24, hasMouse: hasMouse,
      defaultSize: ScreenSize(
        columns: positive(tigetnum("cols")) ?? 80, rows: positive(tigetnum("lines")) ?? 24),
      keys: keys, leave: leave, notice: nil)
  }

  private static func positive(_ number: Int32) -> Int? { number > 0 ? Int(number) : nil }

  /// A string capability without its padding, which no terminal of today needs.
  private static func string(_ capability: String) -> [UInt8]? {
    let pointer = tigetstr(capability)
    // Absent is NULL, and "not a string capability" is -1.
    guard let pointer, Int(bitPattern: pointer) != -1 else { return nil }
    let bytes = Array(String(cString: pointer).utf8)
    return bytes.isEmpty ? nil : withoutPadding(bytes)
  }

  /// Removes every `$<…>`.
  package static func withoutPadding(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first {
      if rest.starts(with: "$<".utf8), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        result.append(byte)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}
