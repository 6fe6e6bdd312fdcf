import CNifti

/// Writes a picture as PNG's chunks; section numbers are those of the PNG specification, third
/// edition.
struct PNGEncoder {
  private let image: PNGImage
  private var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The most bytes that one IDAT chunk holds.
  private static let dataChunk = 1 << 18

  init(_ image: PNGImage) { self.image = image }

  mutating func encoded(path: String) throws -> [UInt8] {
    // 8 bits a sample, deflate, adaptive filters, not interlaced.
    appendChunk(
      "IHDR",
      Self.bigEndian(UInt32(image.width)) + Self.bigEndian(UInt32(image.height))
        + [8, image.color.code, 0, 0, 0])
    if let density = image.pixelsPerMetre {
      appendChunk("pHYs", Self.bigEndian(density) + Self.bigEndian(density) + [1])
    }
    for text in image.texts { append(text) }
    let data = try compressed(path: path)
    for start in stride(from: 0, to: data.count, by: Self.dataChunk) {
      appendChunk("IDAT", data[start..<min(start + Self.dataChunk, data.count)])
    }
    appendChunk("IEND", [])
    return bytes
  }

  /// The filtered rows as a zlib stream (RFC 1950).
  private func compressed(path: String) throws -> [UInt8] {
    let filter = PNGFilter(image)
    let stream = try DeflateStream(path: path)
    // A 32 KiB window, zlib's usual level, no dictionary.
    var output: [UInt8] = [0x78, 0x9C]
    var checksum = adler32_z(0, nil, 0)
    // By pointers rather than by the arrays' closures: the stream's errors pass unharmed.
    let row = UnsafeMutableRawBufferPointer.allocate(byteCount: filter.rowBytes, alignment: 16)
    defer { row.deallocate() }
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    for index in 0..<image.height {
      row.copyBytes(from: filter.filteredRow(index))
      checksum = adler32_z(
        checksum, row.baseAddress?.assumingMemoryBound(to: Bytef.self), row.count)
      try stream.deflate(UnsafeRawBufferPointer(row), flush: Z_NO_FLUSH) { output += $0 }
    }
    try stream.deflate(nothing, flush: Z_FINISH) { output += $0 }
    return output + Self.bigEndian(UInt32(truncatingIfNeeded: checksum))
  }

  // MARK: Text

  /// tEXt where the text is Latin-1 (11.3.3.2), else iTXt, which is UTF-8 (11.3.3.4).
  private mutating func append(_ text: PNGImage.Text) {
    let keyword = Self.keyword(text.keyword)
    guard !keyword.isEmpty else { return }
    // A NUL would end the text for some readers.
    let content = text.text.filter { $0 != "\0" }
    if let latin1 = Self.latin1(content) {
      appendChunk("tEXt", keyword + [0] + latin1)
    } else {
      // Not compressed, of no stated language, with no translated keyword.
      appendChunk("iTXt", keyword + [0, 0, 0, 0, 0] + Array(content.utf8))
    }
  }

  /// Printable Latin-1, at most 79 bytes, without spaces at the ends or two in a row.
  private static func keyword(_ text: String) -> [UInt8] {
    let printable = text.unicodeScalars.filter {
      (0x20...0x7E).contains($0.value) || (0xA1...0xFF).contains($0.value)
    }
    let words = String(String.UnicodeScalarView(printable)).split(separator: " ")
    return latin1(String(words.joined(separator: " ").prefix(79))) ?? []
  }

  private static func latin1(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  // MARK: Chunks

  /// Length, type, data, and the CRC over type and data (5.3).
  private mutating func appendChunk(_ type: String, _ data: some Collection<UInt8>) {
    bytes += Self.bigEndian(UInt32(data.count))
    let start = bytes.count
    bytes += type.utf8
    bytes += data
    let crc = bytes.withUnsafeBytes {
      crc32_z(
        0, $0.baseAddress?.advanced(by: start).assumingMemoryBound(to: Bytef.self),
        $0.count - start)
    }
    bytes += Self.bigEndian(UInt32(truncatingIfNeeded: crc))
  }

  private static func bigEndian(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
  }
}
