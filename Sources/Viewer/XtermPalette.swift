/// The colours that xterm gives its palette of 256.
package enum XtermPalette {
  /// What the six steps of the colour cube's channels are.
  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// The colour of an entry from 16 on; `nil` for the sixteen that belong to the user's theme.
  package static func components(_ index: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8)? {
    switch index {
    case 0...15: return nil
    case 16...231:
      let cube = Int(index) - 16
      return (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    default:
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
  }

  /// The entry from 16 on whose colour is nearest, by squared distance of the channels.
  package static func nearest(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    func distance(_ index: UInt8) -> Int {
      guard let entry = components(index) else { return .max }
      let (r, g, b) = (
        Int(entry.red) - Int(red), Int(entry.green) - Int(green), Int(entry.blue) - Int(blue)
      )
      return r * r + g * g + b * b
    }
    return (16...255).min { distance($0) < distance($1) } ?? 16
  }
}
