import CNifti

/// Compresses a stream to gzip as it comes. The bytes depend on the content alone: the header
/// holds no time and no name.
final class Deflater {
  private let sink: AtomicFile.Sink
  private let stream: DeflateStream
  private let zeros = [UInt8](repeating: 0, count: 1 << 16)
  /// `zeros` compressed, and its CRC.
  private let zeroBlock: (bytes: [UInt8], crc: uLong)
  private var crc = crc32(0, nil, 0)
  /// Bytes compressed so far, modulo 2^32.
  private var count: UInt32 = 0
  /// Compressed bytes on their way to the sink: first the header, without flags or time.
  private var output: [UInt8] = [0x1F, 0x8B, UInt8(Z_DEFLATED), 0, 0, 0, 0, 0, 0, 3]

  init(path: String, sink: AtomicFile.Sink) throws {
    self.sink = sink
    stream = try DeflateStream(path: path)
    var block: [UInt8] = []
    let zeroStream = try DeflateStream(path: path)
    try zeros.withUnsafeBytes { try zeroStream.deflate($0, flush: Z_FULL_FLUSH) { block += $0 } }
    zeroBlock = (block, zeros.withUnsafeBytes { Self.crc(of: $0, after: 0) })
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    crc = Self.crc(of: bytes, after: crc)
    count &+= UInt32(truncatingIfNeeded: bytes.count)
    try deflate(bytes, flush: Z_NO_FLUSH)
  }

  /// Writes `count` zero bytes; many of them cost next to nothing.
  ///
  /// A full flush ends at a whole byte, and what follows it refers to nothing before it. So a
  /// block that was compressed by itself, up to such a flush, can be put in as often as is needed.
  func writeZeros(_ count: Int) throws {
    var rest = count
    if rest >= zeros.count {
      try deflate(UnsafeRawBufferPointer(start: nil, count: 0), flush: Z_FULL_FLUSH)
      while rest >= zeros.count {
        try zeroBlock.bytes.withUnsafeBytes(emit)
        crc = crc32_combine(crc, zeroBlock.crc, zeros.count)
        self.count &+= UInt32(zeros.count)
        rest -= zeros.count
      }
    }
    try zeros.withUnsafeBytes { try write(UnsafeRawBufferPointer(rebasing: $0[..<rest])) }
  }

  /// Writes what is left, and the trailer.
  func finish() throws {
    try deflate(UnsafeRawBufferPointer(start: nil, count: 0), flush: Z_FINISH)
    for number in [UInt32(truncatingIfNeeded: crc), count] {
      try withUnsafeBytes(of: number.littleEndian, emit)
    }
    try sink.write(output)
    output = []
  }

  private func deflate(_ bytes: UnsafeRawBufferPointer, flush: CInt) throws {
    try stream.deflate(bytes, flush: flush, to: emit)
  }

  private func emit(_ bytes: UnsafeRawBufferPointer) throws {
    output += bytes
    guard output.count >= 1 << 18 else { return }
    try sink.write(output)
    output.removeAll(keepingCapacity: true)
  }

  private static func crc(of bytes: UnsafeRawBufferPointer, after crc: uLong) -> uLong {
    crc32_z(crc, bytes.baseAddress?.assumingMemoryBound(to: Bytef.self), bytes.count)
  }
}
