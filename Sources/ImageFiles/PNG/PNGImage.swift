import Foundation

/// A picture of 8 bits a sample, as PNG (ISO/IEC 15948) stores it.
public struct PNGImage: Sendable {
  /// What the samples of a pixel are.
  public enum Color: Sendable {
    case grey, rgb, rgba

    /// Bytes a pixel.
    public var channels: Int {
      switch self {
      case .grey: 1
      case .rgb: 3
      case .rgba: 4
      }
    }

    /// The header's colour type.
    var code: UInt8 {
      switch self {
      case .grey: 0
      case .rgb: 2
      case .rgba: 6
      }
    }
  }

  /// A line of text that travels with the picture.
  public struct Text: Hashable, Sendable {
    /// "Title", "Software", "Disclaimer", …: 1 to 79 printable Latin-1 characters; what is more or
    /// else is left out when the picture is written.
    public var keyword: String
    public var text: String

    public init(_ keyword: String, _ text: String) {
      self.keyword = keyword
      self.text = text
    }
  }

  public let width: Int
  public let height: Int
  public let color: Color
  /// `(height, width, channels)`, the top row first.
  public let pixels: [UInt8]
  public var texts: [Text] = []
  /// Pixels a metre on paper or a slide, the same across and down; `nil` for unknown.
  public var pixelsPerMetre: UInt32?

  /// 150 dots an inch: a picture 1200 pixels wide is 20 cm wide on a slide.
  public static let slidePixelsPerMetre: UInt32 = 5906

  /// - Parameter pixels: `height x width x channels` bytes.
  public init(width: Int, height: Int, color: Color, pixels: [UInt8]) {
    let sides = 1...Int(Int32.max)
    precondition(sides.contains(width) && sides.contains(height), "a picture has pixels")
    precondition(pixels.count == width * height * color.channels, "as many bytes as samples")
    self.width = width
    self.height = height
    self.color = color
    self.pixels = pixels
  }

  /// Saves the picture through ``AtomicFile``.
  ///
  /// - Throws: ``ImageFileError``, when the file cannot be written.
  public func write(to path: String, replacing: Bool = true) throws {
    try AtomicFile.write(Data(encoded(for: path)), to: path, replacing: replacing)
  }

  /// The file's bytes.
  ///
  /// - Parameter path: for the error's text.
  /// - Throws: ``ImageFileError`` where memory for the compression is wanting.
  public func encoded(for path: String = "picture.png") throws -> [UInt8] {
    var encoder = PNGEncoder(self)
    return try encoder.encoded(path: path)
  }
}
