import CNifti

/// zlib's deflate, without header and trailer.
final class DeflateStream {
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  // zlib keeps the address of its stream, so it lives on the heap.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  /// - Parameter path: for the errors' text.
  init(path: String) throws {
    stream.initialize(to: z_stream())
    // 15 bits of window, negative for the bare stream; 8 is zlib's usual memory level.
    let status = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
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

  /// Compresses all of `bytes`, and gives out what comes of it piece by piece.
  ///
  /// - Parameter flush: one of zlib's; anything but `Z_NO_FLUSH` also gives out what was held back.
  func deflate(
    _ bytes: UnsafeRawBufferPointer, flush: CInt, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    var rest = bytes
    repeat {
      // zlib counts in 32 bits; only the last piece is flushed.
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      rest = UnsafeRawBufferPointer(rebasing: rest[part.count...])
      // zlib declares its input writable and never writes to it.
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: part.baseAddress?.assumingMemoryBound(to: Bytef.self))
      stream.pointee.avail_in = uInt(part.count)
      repeat {
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = uInt(output.count)
        _ = CNifti.deflate(stream, rest.isEmpty ? flush : Z_NO_FLUSH)
        let count = output.count - Int(stream.pointee.avail_out)
        if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: output[..<count])) }
      } while stream.pointee.avail_out == 0
    } while !rest.isEmpty
  }
}
