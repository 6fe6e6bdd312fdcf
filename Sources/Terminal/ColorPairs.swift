internal import CNcurses
import Viewer

/// The colour pairs that a screen has defined so far.
///
/// Pairs are defined once and kept: to redefine one would make curses look through the whole screen
/// for it. `xterm-256color` has room for nearly all there are; a terminal with 8 colours has 64, and
/// starts anew when they are used up. With 24-bit colours there are 2^48: the picture's 256 greys
/// make 32,896 when two colours count as one pair in either order, see ``Cell/ordered``, and a frame
/// uses some thousands of them.
struct ColorPairs {
  let isColored: Bool
  private let isDirect: Bool
  private let colors: Int
  private let limit: Int32
  private var defined: [UInt64: Int32] = [:]

  /// Without colours, every pair is pair 0. `start_color` must have run where there are some.
  ///
  /// - Parameters:
  ///   - isDirect: colour numbers are RGB values.
  ///   - colors: how many the terminal has.
  init(isColored: Bool, isDirect: Bool, colors: Int) {
    self.isColored = isColored
    self.isDirect = isDirect
    self.colors = colors
    // Above 65,535 curses does not promise that every entry of `cchar_t` holds it.
    limit = isColored ? min(caliper_color_pairs(), 65_536) : 1
  }

  /// The pair's number, or `nil` where no more can be defined until ``forgetAll()``.
  mutating func number(_ foreground: Color, on background: Color) -> Int32? {
    guard isColored, foreground != .standard || background != .standard else { return 0 }
    let key = UInt64(foreground.packed) << 32 | UInt64(background.packed)
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
    case .standard: return -1
    case .palette(let index):
      guard isDirect, let rgb = XtermPalette.components(index) else { return Int32(index) }
      return Self.direct(rgb.red, rgb.green, rgb.blue)
    case .rgb(let red, let green, let blue):
      if isDirect { return Self.direct(red, green, blue) }
      if colors >= 256 { return Int32(XtermPalette.nearest(red, green, blue)) }
      return (red > 127 ? 1 : 0) + (green > 127 ? 2 : 0) + (blue > 127 ? 4 : 0)
    }
  }

  /// 0xRRGGBB. The lowest numbers still mean a palette, of 8, 16 or 256 by the entry: black and
  /// the blues that they would be are told by their neighbours.
  private static func direct(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
    guard red > 0 || green > 0 else { return 0x010100 | Int32(max(blue, 1)) }
    return Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
  }
}
