/// What a picture of a view is to be like.
public struct ViewImageOptions: Sendable {
  /// Pixels that a side of a picture may have: fewer would not hold the captions, more would be a
  /// poster.
  public static let sides = 480...8192

  /// In pixels, within ``sides``.
  public let width: Int
  public let height: Int
  /// - Parameters: in pixels; the nearest that ``sides`` permits is taken.
  public init(width: Int = 1200, height: Int = 900) {
    self.width = min(max(width, Self.sides.lowerBound), Self.sides.upperBound)
    self.height = min(max(height, Self.sides.lowerBound), Self.sides.upperBound)
  }

  /// Pixels a dot of the font and across a thin line: text as large in every picture as two pixels
  /// are in one of 900 rows, unless the captions of two corners would meet.
  var unit: Int { unit(across: width) }

  /// The same for a part of the picture, so many pixels wide.
  func unit(across columns: Int) -> Int {
    let halfLine = 212  // the longest standing caption, margins and a letter, in dots
    let wanted = Int((Double(min(width, height)) / 450).rounded())
    return max(1, min(wanted, columns / (2 * halfLine)))
  }
}
