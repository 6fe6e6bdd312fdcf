/// Chooses for each row of a picture how its bytes are told from their neighbours', so that
/// deflate finds more that repeats.
///
/// Of none, sub, up and Paeth (9.2) the one whose bytes, taken as signed, have the smallest sum of
/// magnitudes: the heuristic that the PNG specification recommends (12.7).
struct PNGFilter {
  /// The filter types' codes.
  enum Kind: UInt8, CaseIterable {
    case none = 0
    case sub = 1
    case up = 2
    case paeth = 4
  }

  private let image: PNGImage
  private let step: Int
  private let stride: Int

  init(_ image: PNGImage) {
    self.image = image
    step = image.color.channels
    stride = image.width * step
  }

  /// Bytes of a filtered row, its filter type's code among them.
  var rowBytes: Int { stride + 1 }

  /// A row as it is compressed: the filter type's code, then the filtered bytes.
  func filteredRow(_ row: Int) -> [UInt8] {
    var best: [UInt8] = []
    var least = Int.max
    for kind in Kind.allCases {
      let bytes = filtered(row, kind)
      // Ties go to the simpler filter, which comes first.
      let sum = bytes.dropFirst().reduce(0) { $0 + Int(Int8(bitPattern: $1).magnitude) }
      if sum < least { (best, least) = (bytes, sum) }
    }
    return best
  }

  private func filtered(_ row: Int, _ kind: Kind) -> [UInt8] {
    var result = [UInt8](repeating: kind.rawValue, count: rowBytes)
    let start = row * stride
    image.pixels.withUnsafeBufferPointer { pixels in
      for index in 0..<stride {
        // What lies left of the first pixel and above the first row counts as 0.
        let left = index < step ? 0 : pixels[start + index - step]
        let above = row == 0 ? 0 : pixels[start + index - stride]
        let corner = row == 0 || index < step ? 0 : pixels[start + index - stride - step]
        let prediction: UInt8 =
          switch kind {
          case .none: 0
          case .sub: left
          case .up: above
          case .paeth: Self.paeth(left, above, corner)
          }
        result[index + 1] = pixels[start + index] &- prediction
      }
    }
    return result
  }

  /// Of three neighbours the nearest to `left + above - corner` (9.4).
  static func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
    let estimate = Int(left) + Int(above) - Int(corner)
    let (toLeft, toAbove, toCorner) = (
      abs(estimate - Int(left)), abs(estimate - Int(above)), abs(estimate - Int(corner))
    )
    if toLeft <= toAbove && toLeft <= toCorner { return left }
    return toAbove <= toCorner ? above : corner
  }
}
