internal import CNcurses
import Viewer

/// The colour pairs that a screen has defined so far.
///
/// Pairs are defined once and kept: to redefine one would make curses repaint every cell that
/// shows it. `xterm-256color` has room for nearly all there are; a terminal with 8 colours has 64,
/// and starts anew when they are used up.
struct ColorPairs {
  private let isColored: Bool
  private let isDirect: Bool
  private let limit: Int32
  private var defined: [Key: Int32] = [:]

  private struct Key: Hashable {
    var foreground: Color
    var background: Color
  }

  /// Without colours, every pair is pair 0. `start_color` must have run where there are some.
  init(isColored: Bool, isDirect: Bool) {
    self.isColored = isColored
    self.isDirect = isDirect
    // Above 65,535 curses does not promise that every entry of `cchar_t` holds it.
    limit = isColored ? min(caliper_color_pairs(), 65_536) : 1
  }

  /// The pair's number, or `nil` where no more can be defined until ``forgetAll()``.
  mutating func number(_ foreground: Color, on background: Color) -> Int32? {
    guard isColored, foreground != .standard || background != .standard else { return 0 }
    let key = Key(foreground: foreground, background: background)
    if let number = defined[key] { return number }
    let number = Int32(defined.count) + 1
    guard number < limit else { return nil }
    guard init_extended_pair(number, code(foreground), code(background)) == OK else { return 0 }
    defined[key] = number
    return number
  }

  /// Frees all pairs. What is on the screen has to be painted again.
  mutating func forgetAll() {
    defined = [:]
    if isColored { reset_color_pairs() }
  }

  private func code(_ color: Color) -> Int32 {
    switch color {
    case .standard: -1
    case .palette(let index): isDirect ? XtermPalette.rgb(index) : Int32(index)
    }
  }
}

/// The colours that xterm gives its palette of 256.
package enum XtermPalette {
  /// 0xRRGGBB. The first eight keep their index: where colour numbers are RGB values, numbers
  /// below 8 still mean the user's theme.
  package static func rgb(_ index: UInt8) -> Int32 {
    switch index {
    case 0...15: return Int32(index)
    case 16...231:
      let cube = Int32(index) - 16
      let levels: [Int32] = [0, 95, 135, 175, 215, 255]
      return levels[Int(cube / 36)] << 16 | levels[Int(cube / 6 % 6)] << 8 | levels[Int(cube % 6)]
    default:
      let gray = 8 + 10 * (Int32(index) - 232)
      return gray << 16 | gray << 8 | gray
    }
  }
}
