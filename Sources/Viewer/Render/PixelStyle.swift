/// How a character cell is made into pixels.
enum PixelStyle: Sendable {
  /// U+2580: the upper pixel is the foreground, the lower the background.
  case halfBlock
  /// U+2596 to U+259F and their like: of four pixels some are the foreground, the others the
  /// background.
  case quadrant
  /// A space whose background is the pixel.
  case background
  /// A character whose density is the pixel.
  case ascii

  /// What suits a terminal best.
  init(_ capability: DisplayCapability) {
    switch (capability.colors, capability.unicode) {
    case (.truecolor, true), (.palette256, true): self = .halfBlock
    case (.truecolor, false), (.palette256, false): self = .background
    // Eight colours hold no greys between black and white: characters shade better.
    case (.eight, _), (.none, _): self = .ascii
    }
  }

  /// The style that a reader asks for; `nil` for whichever suits the terminal.
  init?(_ renderer: Renderer) {
    switch renderer {
    case .auto: return nil
    case .half: self = .halfBlock
    case .quadrant: self = .quadrant
    case .background: self = .background
    case .ascii: self = .ascii
    }
  }

  /// Whether a terminal has the characters and the greys for it.
  func isDrawable(by capability: DisplayCapability) -> Bool {
    switch self {
    case .halfBlock, .quadrant: capability.colors.hasGreys && capability.unicode
    case .background: capability.colors.hasGreys
    case .ascii: true
    }
  }

  /// Pixels across and down a cell.
  var pixelsPerCell: (columns: Int, rows: Int) {
    switch self {
    case .halfBlock: (1, 2)
    case .quadrant: (2, 2)
    case .background, .ascii: (1, 1)
    }
  }

  /// What the status line calls it.
  var name: String {
    switch self {
    case .halfBlock: "half"
    case .quadrant: "quadrant"
    case .background: "space"
    case .ascii: "ascii"
    }
  }

  /// What a sentence calls it.
  var title: String {
    switch self {
    case .halfBlock: "half blocks"
    case .quadrant: "quadrants"
    case .background: "backgrounds"
    case .ascii: "characters"
    }
  }
}
