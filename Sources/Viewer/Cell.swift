/// A colour that every terminal of a class can show.
public enum Color: Hashable, Sendable {
  /// What the user's theme says.
  case standard
  /// An entry of the terminal's palette: 0 to 7 on terminals with 8 colours, 16 to 255 of the
  /// xterm palette on terminals with 256.
  case palette(UInt8)
  /// Red, green and blue, on terminals with 24-bit colour.
  case rgb(UInt8, UInt8, UInt8)
}

/// Text attributes of a cell.
public struct CellStyle: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let bold = CellStyle(rawValue: 1)
  public static let reverse = CellStyle(rawValue: 2)
  public static let underline = CellStyle(rawValue: 4)
  public static let dim = CellStyle(rawValue: 8)
}

/// One character cell of the screen.
public struct Cell: Hashable, Sendable {
  /// Always one column wide, or "\0" in the second column of a wide character.
  public var character: Character
  public var foreground: Color
  public var background: Color
  public var style: CellStyle

  public init(
    _ character: Character = " ", foreground: Color = .standard, background: Color = .standard,
    style: CellStyle = []
  ) {
    self.character = character
    self.foreground = foreground
    self.background = background
    self.style = style
  }
}

/// A size in character cells.
public struct ScreenSize: Hashable, Codable, Sendable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// What a terminal can draw; decided once by the terminal room and told to the state.
public struct DisplayCapability: Hashable, Codable, Sendable {
  public enum Colors: String, Hashable, Codable, Sendable {
    case none, eight, palette256, truecolor
  }
  public var colors: Colors
  /// Whether characters such as U+2580 arrive: the locale's code set is UTF-8.
  public var unicode: Bool
  /// Whether the terminal can report a mouse.
  public var hasMouse: Bool

  public init(colors: Colors, unicode: Bool, hasMouse: Bool = false) {
    self.colors = colors
    self.unicode = unicode
    self.hasMouse = hasMouse
  }
}
