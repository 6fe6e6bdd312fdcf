/// The colours of the screen for a number of colours that the terminal has.
struct Theme: Sendable {
  let colors: DisplayCapability.Colors
  /// How much of a filled pixel is the mask's, 0.2...1.
  var fillOpacity: Float = 0.6

  // Lesion hues that people with any of the common colour blindnesses tell apart, after Okabe
  // and Ito, "Color Universal Design" (2008): sky blue, orange, bluish green, reddish purple,
  // vermilion, blue. Yellow is left to the cross-hair.

  /// In the xterm palette: bright for the selected lesion, and muted.
  static let bright: [UInt8] = [117, 214, 49, 213, 208, 39]
  private static let muted: [UInt8] = [68, 136, 29, 133, 130, 25]
  /// Paler than bright, for the ends of a diameter on a contour of the same hue.
  private static let pale: [UInt8] = [195, 230, 158, 225, 223, 153]
  /// The same among 8 colours: cyan, yellow, green, magenta, red, blue.
  private static let eight: [UInt8] = [6, 3, 2, 5, 1, 4]

  /// Each hue from dark to light in steps of the palette's 6 x 6 x 6 cube. Rounding a mixture of
  /// grey and hue to the cube would round each channel by itself, and speckle an even grey.
  static let ramps: [[UInt8]] = [
    cube([012, 023, 123, 134, 234, 245, 345, 455]),
    cube([210, 320, 321, 431, 432, 542, 543, 554]),
    cube([011, 021, 032, 132, 143, 243, 354, 454]),
    cube([101, 201, 212, 312, 323, 423, 434, 545]),
    cube([100, 200, 310, 410, 421, 521, 532, 544]),
    cube([001, 002, 013, 113, 124, 224, 235, 445]),
  ]

  /// Palette entries (16…231) of colours written as three digits 0…5 for red, green and blue.
  private static func cube(_ digits: [Int]) -> [UInt8] {
    digits.map { UInt8(16 + 36 * ($0 / 100) + 6 * ($0 / 10 % 10) + $0 % 10) }
  }

  private static func index(_ lesion: Int) -> Int { max(0, lesion - 1) % eight.count }

  /// The colour of a lesion's contour, lines and text.
  func lesion(_ id: Int, isSelected: Bool) -> Color {
    switch colors {
    case .none: .standard
    case .eight: .palette(Self.eight[Self.index(id)])
    case .palette256, .truecolor: .palette(hue(id, isSelected: isSelected))
    }
  }

  private func hue(_ id: Int, isSelected: Bool) -> UInt8 {
    (isSelected ? Self.bright : Self.muted)[Self.index(id)]
  }

  /// The colour of an end of a lesion's diameter.
  func end(_ id: Int, isSelected: Bool) -> Color {
    guard colors.hasGreys, isSelected else { return lesion(id, isSelected: isSelected) }
    return .palette(Self.pale[Self.index(id)])
  }

  /// A grey pixel under a lesion's fill.
  func filled(_ id: Int, isSelected: Bool, brightness: Float) -> Color {
    switch colors {
    case .none: return .standard
    case .eight: return .palette(Self.eight[Self.index(id)])
    case .palette256:
      return .palette(
        Self.blended(
          hue: Self.index(id), isSelected: isSelected, brightness: brightness,
          opacity: fillOpacity))
    case .truecolor:
      guard let over = XtermPalette.components(hue(id, isSelected: isSelected)) else {
        return .standard
      }
      let opacity = fillOpacity * (isSelected ? 1 : 0.7)
      func mixed(_ channel: UInt8) -> UInt8 {
        let sum = (1 - opacity) * brightness * 255 + opacity * Float(channel)
        return UInt8(min(max(sum, 0), 255).rounded())
      }
      return .rgb(mixed(over.red), mixed(over.green), mixed(over.blue))
    }
  }

  /// A pixel of the image. Of the 256-colour palette's greys these 26 are nearly even; the
  /// sixteen below belong to the user's own theme. With 24 bits there are 256.
  func grey(_ brightness: Float) -> Color {
    switch colors {
    case .none, .eight: return .standard
    case .palette256:
      let step = Int((brightness * 25).rounded())
      return .palette(step <= 0 ? 16 : step >= 25 ? 231 : UInt8(231 + step))
    case .truecolor:
      let level = UInt8(min(max(brightness * 255, 0), 255).rounded())
      return .rgb(level, level, level)
    }
  }

  /// Voxels that are not read yet: no grey, so that they are not taken for air.
  var unread: Color { colors.hasGreys ? .palette(17) : .standard }

  /// Black, of the user's theme where there is no other.
  var black: Color { colors.hasGreys ? .palette(16) : .palette(0) }

  /// Black under letters on the picture, which would be lost on bright tissue; `nil` to leave
  /// what is there.
  var letterBackground: Color? { colors.hasGreys ? .palette(16) : nil }

  /// The outline of the truth: white, which no lesion has.
  var truth: Color { choose(eight: 7, palette256: 231) }

  /// Where masks and truth agree (blue) and where they do not: orange for what is too much, purple
  /// for what was missed. People with any of the common colour blindnesses tell the three apart.
  func agreement(_ kind: Agreement, brightness: Float) -> Color {
    switch kind {
    case .truePositive: filled(1, isSelected: false, brightness: brightness)
    case .falsePositive: filled(2, isSelected: true, brightness: brightness)
    case .falseNegative: filled(4, isSelected: true, brightness: brightness)
    }
  }

  var crosshair: Color { choose(eight: 3, palette256: 227) }
  var warning: TextStyle {
    TextStyle(foreground: choose(eight: 3, palette256: 214), style: .bold)
  }
  var error: TextStyle {
    TextStyle(foreground: choose(eight: 1, palette256: 203), style: [.bold, .reverse])
  }

  private func choose(eight: UInt8, palette256: UInt8) -> Color {
    switch colors {
    case .none: .standard
    case .eight: .palette(eight)
    case .palette256, .truecolor: .palette(palette256)
    }
  }
}

extension DisplayCapability.Colors {
  /// Whether there are enough greys for a picture.
  var hasGreys: Bool { self == .palette256 || self == .truecolor }
}
