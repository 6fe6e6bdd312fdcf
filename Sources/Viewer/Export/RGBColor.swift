/// A colour in the sRGB samples that pictures store.
struct RGBColor: Hashable, Sendable {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// A grey from 0 (black) to 1 (white).
  init(brightness: Float) {
    let level = UInt8(max(0, min(255, (brightness * 255).rounded())))
    self.init(level, level, level)
  }

  /// A colour of the xterm palette's cube and greys; white for the sixteen that belong to the user's
  /// theme and have no fixed look.
  init(_ color: Color) {
    self = .white
    guard case .palette(let entry) = color, entry >= 16 else { return }
    if entry >= 232 {
      let level = 8 + 10 * (entry - 232)
      self.init(level, level, level)
    } else {
      let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
      let index = Int(entry) - 16
      self.init(levels[index / 36], levels[index / 6 % 6], levels[index % 6])
    }
  }

  static let black = RGBColor(0, 0, 0)
  static let white = RGBColor(255, 255, 255)
}
