import CNifti

/// Compresses a stream to gzip as it comes. The bytes depend on the content alone: the header
/// holds no time and no name.
final class Deflater {
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  // zlib keeps the address of its stream, so it lives on the heap.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let sink: AtomicFile.Sink

  init(path: String, sink: AtomicFile.Sink) throws {
    self.sink = sink
    stream.initialize(to: z_stream())
    // 15 bits of window, + 16 for a gzip header and trailer; 8 is zlib's usual memory level.
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      throw ImageFileError(path: path, problem: .outOfMemory(bytes: 1 << 18))
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    output.deallocate()
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      try deflate(part, flush: Z_NO_FLUSH)
      rest = UnsafeRawBufferPointer(rebasing: rest[part.count...])
    }
  }

  /// Writes what is left, and the trailer.
  func finish() throws {
    try deflate(UnsafeRawBufferPointer(start: nil, count: 0), flush: Z_FINISH)
  }

  private func deflate(_ bytes: UnsafeRawBufferPointer, flush: CInt) throws {
    // zlib declares its input writable and never writes to it.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: bytes.baseAddress?.assumingMemoryBound(to: Bytef.self))
    stream.pointee.avail_in = uInt(bytes.count)
    repeat {
      stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
      stream.pointee.avail_out = uInt(output.count)
      _ = CNifti.deflate(stream, flush)
      let count = output.count - Int(stream.pointee.avail_out)
      try sink.write(UnsafeRawBufferPointer(rebasing: output[..<count]))
    } while stream.pointee.avail_out == 0
  }
}
