import Viewer

/// The special keys of the xterm family: xterm, VTE, tmux, screen, kitty, PuTTY, the Linux console
/// and rxvt. Source: "XTerm Control Sequences", PC-style function keys.
enum XtermKeys {
  /// `CSI parameters final`. The second parameter, or a lone one, is 1 + shift 1 + alt 2 + ctrl 4.
  static func key(final: UInt8, parameters: [Int]) -> Key? {
    switch Character(UnicodeScalar(final)) {
    case "~":
      guard let number = parameters.first else { return nil }
      return modified(pad(number), by: parameters.dropFirst().first ?? 1)
    case "Z": return .backTab
    // rxvt's arrows with shift.
    case "a": return .shiftUp
    case "b": return .shiftDown
    case "c": return .shiftRight
    case "d": return .shiftLeft
    case "A", "B", "C", "D", "F", "H":
      guard parameters.count <= 2 else { return nil }
      return modified(letter(final), by: parameters.last ?? 1)
    default: return nil
    }
  }

  /// `SS3 final`: arrows in application mode, and the numeric key pad.
  static func key(application final: UInt8, parameters: [Int]) -> Key? {
    switch final {
    case UInt8(ascii: "M"): return .enter
    case UInt8(ascii: "I"): return .tab
    case UInt8(ascii: "X"): return .character("=")
    // The pad sends the code of its character plus 0x40: "j" is "*", "p" is "0".
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      return .character(Character(UnicodeScalar(final - 0x40)))
    default: return modified(letter(final), by: parameters.last ?? 1)
    }
  }

  private static func letter(_ final: UInt8) -> Key? {
    switch Character(UnicodeScalar(final)) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "F": .end
    case "H": .home
    default: nil
    }
  }

  /// The editing pad: `CSI number ~`.
  private static func pad(_ number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    default: nil
    }
  }

  /// Shift turns arrows into their shifted keys and leaves the rest; with Alt or Ctrl no key of
  /// the viewer's is meant.
  private static func modified(_ key: Key?, by modifier: Int) -> Key? {
    switch modifier {
    case 0, 1: return key
    case 2:
      switch key {
      case .up: return .shiftUp
      case .down: return .shiftDown
      case .left: return .shiftLeft
      case .right: return .shiftRight
      default: return key
      }
    default: return nil
    }
  }
}
