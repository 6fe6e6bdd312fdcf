import Viewer

extension Cell {
  /// A cell that looks the same, with its two colours in an order that does not depend on where
  /// they are: half as many pairs, and neighbours more often share a colour, which then is not sent
  /// again. A blank has no use for its foreground, which would be sent for nothing.
  ///
  /// It depends on the cell alone: what a screen shows must not depend on what it showed before.
  var ordered: Cell {
    guard style.isEmpty, background != .standard else { return self }
    if character == " " {
      var blank = self
      blank.foreground = background
      return blank
    }
    guard foreground.packed > background.packed, let other = swapped else { return self }
    return other
  }

  /// Foreground and background exchanged; `nil` for characters that have no complement.
  private var swapped: Cell? {
    guard let scalar = character.unicodeScalars.first,
      let complement = Self.complement(of: scalar.value)
    else { return nil }
    return Cell(complement, foreground: background, background: foreground, style: style)
  }

  private static func complement(of block: UInt32) -> Character? {
    switch block {
    case 0x2580: "▄"
    case 0x2584: "▀"
    case 0x258C: "▐"
    case 0x2590: "▌"
    case 0x2596: "▜"
    case 0x2597: "▛"
    case 0x2598: "▟"
    case 0x2599: "▝"
    case 0x259A: "▞"
    case 0x259B: "▗"
    case 0x259C: "▖"
    case 0x259D: "▙"
    case 0x259E: "▚"
    case 0x259F: "▘"
    default: nil
    }
  }
}

extension Color {
  /// A number that no other colour has.
  var packed: UInt32 {
    switch self {
    case .standard: 0
    case .palette(let index): 1 << 24 | UInt32(index)
    case .rgb(let red, let green, let blue):
      2 << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    }
  }
}
