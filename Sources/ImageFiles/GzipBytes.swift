import CNifti

/// Gzip in memory: small content for text records. The bytes hold no time and no name; what is
/// expanded is checked against the trailer's CRC and length.
package enum GzipBytes {
  /// - Parameter name: for the errors' text.
  package static func compressed(_ bytes: [UInt8], name: String) throws -> [UInt8] {
    var output: [UInt8] = [0x1F, 0x8B, UInt8(Z_DEFLATED), 0, 0, 0, 0, 0, 0, 3]
    let stream = try DeflateStream(path: name)
    try bytes.withUnsafeBytes { input in
      try stream.deflate(input, flush: Z_FINISH) { output += $0 }
    }
    let crc = bytes.withUnsafeBytes { Checksum.crc32(of: $0) }
    for number in [crc, UInt32(truncatingIfNeeded: bytes.count)] {
      withUnsafeBytes(of: number.littleEndian) { output += $0 }
    }
    return output
  }

  /// The content of `bytes`, of which nothing may be missing.
  ///
  /// - Throws: ``ImageFileError``, also when it would take more than `limit` bytes; no more than
  ///   that and a piece is ever allocated.
  package static func expanded(
    _ bytes: [UInt8], limit: Int, name: String
  ) throws -> [UInt8] {
    var position = 0
    let inflater = try Inflater(path: name, inputSize: max(2, min(bytes.count, 1 << 16))) {
      buffer in
      let count = min(buffer.count, bytes.count - position)
      buffer.copyBytes(from: bytes[position..<position + count])
      position += count
      return count
    }
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try piece.withUnsafeMutableBytes { try inflater.read(into: $0) }
      if count == 0 { return output }
      output += piece[..<count]
      guard output.count <= limit else {
        throw ImageFileError(path: name, problem: .tooLarge(bytes: output.count, limit: limit))
      }
    }
  }
}
