import CNifti

/// Reads PNG back: 8 bits a sample, not interlaced. Everything that a reader would check is.
struct PNGDecoder {
  struct Failure: Error { let reason: String }

  private(set) var width = 0
  private(set) var height = 0
  private(set) var channels = 0
  /// `(height, width, channels)`.
  private(set) var pixels: [UInt8] = []
  /// The filter type of each row.
  private(set) var filters: [UInt8] = []
  /// Every chunk's type and data.
  private(set) var chunks: [(type: String, data: [UInt8])] = []

  init(_ bytes: [UInt8]) throws {
    guard bytes.starts(with: [137, 80, 78, 71, 13, 10, 26, 10]) else {
      throw Failure(reason: "signature")
    }
    try readChunks(bytes)
    let header = chunks[0].data
    guard chunks[0].type == "IHDR", header.count == 13, header[8] == 8,
      header[10...12].allSatisfy({ $0 == 0 }), let channels = [0: 1, 2: 3, 6: 4][header[9]],
      chunks.last?.type == "IEND"
    else { throw Failure(reason: "header") }
    (width, height) = (Self.number(header, 0), Self.number(header, 4))
    self.channels = channels
    try unfilter(inflated(chunks.filter { $0.type == "IDAT" }.flatMap(\.data)))
  }

  func data(_ type: String) -> [[UInt8]] { chunks.filter { $0.type == type }.map(\.data) }

  private mutating func readChunks(_ bytes: [UInt8]) throws {
    var place = 8
    while place < bytes.count {
      let length = Self.number(bytes, place)
      let end = place + 8 + length
      let checked = Array(bytes[place + 4..<end])
      guard Self.crc(checked) == UInt32(Self.number(bytes, end)) else {
        throw Failure(reason: "CRC")
      }
      chunks.append((String(decoding: checked.prefix(4), as: UTF8.self), Array(checked[4...])))
      place = end + 4
    }
  }

  /// zlib checks the header and the Adler-32.
  private func inflated(_ data: [UInt8]) throws -> [UInt8] {
    let count = (width * channels + 1) * height
    var output = [UInt8](repeating: 0, count: count)
    var size = uLongf(count)
    guard uncompress(&output, &size, data, uLong(data.count)) == Z_OK, Int(size) == count else {
      throw Failure(reason: "zlib stream")
    }
    return output
  }

  private mutating func unfilter(_ data: [UInt8]) throws {
    let stride = width * channels
    pixels = [UInt8](repeating: 0, count: stride * height)
    for row in 0..<height {
      let kind = data[row * (stride + 1)]
      filters.append(kind)
      for index in 0..<stride {
        let left = index < channels ? 0 : Int(pixels[row * stride + index - channels])
        let above = row == 0 ? 0 : Int(pixels[(row - 1) * stride + index])
        let corner =
          row == 0 || index < channels ? 0 : Int(pixels[(row - 1) * stride + index - channels])
        let candidates = [left, above, corner]
        let estimate = left + above - corner
        let nearest = candidates.map { abs(estimate - $0) }
        let prediction: Int
        switch kind {
        case 0: prediction = 0
        case 1: prediction = left
        case 2: prediction = above
        case 4: prediction = candidates[nearest.firstIndex(of: nearest.min()!)!]
        default: throw Failure(reason: "filter \(kind)")
        }
        pixels[row * stride + index] = UInt8(
          truncatingIfNeeded: Int(data[row * (stride + 1) + 1 + index]) + prediction)
      }
    }
  }

  private static func number(_ bytes: [UInt8], _ place: Int) -> Int {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Annex D of the PNG specification, bit by bit.
  private static func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in
        value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
      }
    }
  }
}
