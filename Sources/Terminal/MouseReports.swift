import Viewer

/// Mouse reports of the xterm family: presses, releases and motion with a button down (mode 1002),
/// written in decimal (mode 1006). Source: "XTerm Control Sequences", Mouse Tracking.
package enum MouseReports {
  package static let on = Array("\u{1B}[?1002h\u{1B}[?1006h".utf8)
  package static let off = Array("\u{1B}[?1006l\u{1B}[?1002l".utf8)

  /// `CSI < code ; column ; row M`, and `m` for a release; `nil` for what the viewer has no use
  /// for.
  static func event(final: UInt8, parameters: [Int]) -> MouseEvent? {
    guard parameters.count == 3, parameters.allSatisfy({ $0 >= 0 }) else { return nil }
    let (code, column, row) = (parameters[0], parameters[1] - 1, parameters[2] - 1)
    guard (0..<limit).contains(column), (0..<limit).contains(row) else { return nil }
    let isRelease = final == UInt8(ascii: "m")
    let button: MouseEvent.Button? =
      switch code & 3 {
      case 0: .left
      case 1: .middle
      case 2: .right
      default: nil
      }
    let kind: MouseEvent.Kind
    switch code & ~(3 | shift | alt | control) {
    case 0 where button != nil: kind = isRelease ? .release : .press
    case motion where button != nil && !isRelease: kind = .drag
    // 64 and 65; 66 and 67 are a wheel that turns sideways.
    case wheel where code & 3 < 2 && !isRelease: kind = code & 3 == 0 ? .wheelUp : .wheelDown
    default: return nil
    }
    let isWheel = kind == .wheelUp || kind == .wheelDown
    return MouseEvent(
      kind, isWheel ? nil : button, column: column, row: row, shift: code & shift != 0,
      control: code & control != 0)
  }

  private static let shift = 4
  private static let alt = 8
  private static let control = 16
  private static let motion = 32
  private static let wheel = 64
  /// No terminal is as wide.
  private static let limit = 65_536
}
