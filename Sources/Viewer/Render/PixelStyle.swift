/// How a character cell is made into pixels.
enum PixelStyle: Sendable {
  /// U+2580: the upper pixel is the foreground, the lower the background.
  case halfBlock
  /// A space whose background is the pixel.
  case background
  /// A character whose density is the pixel.
  case ascii

  init(_ capability: DisplayCapability) {
    switch (capability.colors, capability.unicode) {
    case (.palette256, true): self = .halfBlock
    case (.palette256, false): self = .background
    // Eight colours hold no greys between black and white: characters shade better.
    case (.eight, _), (.none, _): self = .ascii
    }
  }

  /// Pixels across and down a cell.
  var pixelsPerCell: (columns: Int, rows: Int) { self == .halfBlock ? (1, 2) : (1, 1) }

  /// What the status line calls it.
  var name: String {
    switch self {
    case .halfBlock: "half"
    case .background: "space"
    case .ascii: "ascii"
    }
  }
}
