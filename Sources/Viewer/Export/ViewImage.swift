/// A picture of a view, for a slide or a letter: 8-bit RGB.
public struct ViewImage: Equatable, Sendable {
  public let width: Int
  public let height: Int
  /// `(height, width, 3)`: red, green and blue of each pixel, the top row first.
  public private(set) var pixels: [UInt8]

  /// A black picture.
  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = [UInt8](repeating: 0, count: width * height * 3)
  }

  var bounds: PixelRect { PixelRect(column: 0, row: 0, columns: width, rows: height) }

  /// Paints a pixel; places outside the picture are ignored.
  ///
  /// - Parameter opacity: from 0, which leaves what is there, to 1.
  mutating func paint(_ color: RGBColor, column: Int, row: Int, opacity: Double = 1) {
    guard column >= 0, column < width, row >= 0, row < height, opacity > 0 else { return }
    let index = (row * width + column) * 3
    guard opacity < 1 else {
      pixels[index] = color.red
      pixels[index + 1] = color.green
      pixels[index + 2] = color.blue
      return
    }
    func mixed(_ below: UInt8, _ above: UInt8) -> UInt8 {
      UInt8((Double(below) + (Double(above) - Double(below)) * opacity).rounded())
    }
    pixels[index] = mixed(pixels[index], color.red)
    pixels[index + 1] = mixed(pixels[index + 1], color.green)
    pixels[index + 2] = mixed(pixels[index + 2], color.blue)
  }

  /// Paints the part of a rectangle that is inside the picture.
  mutating func fill(_ rect: PixelRect, _ color: RGBColor) {
    for row in max(0, rect.row)..<max(0, rect.row, min(height, rect.row + rect.rows)) {
      for column in max(
        0, rect.column)..<max(
          0, rect.column, min(width, rect.column + rect.columns))
      {
        paint(color, column: column, row: row)
      }
    }
  }
}
