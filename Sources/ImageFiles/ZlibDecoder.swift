import CNifti

/// zlib's inflate.
final class ZlibDecoder: GzipDecoder {
  // zlib keeps the address of its stream, so it lives on the heap.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

  init() throws(ImageFileError.Problem) {
    stream.initialize(to: z_stream())
    // 15 bits of window, + 16 for a gzip header and trailer.
    guard
      inflateInit2_(stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      // `deinit` runs from here on and ends a stream that never began, which zlib permits.
      throw .outOfMemory(bytes: 1 << 16)
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func startMember() { inflateReset(stream) }

  func decode(
    _ input: inout UnsafeRawBufferPointer, into output: inout UnsafeMutableRawBufferPointer
  ) throws(ImageFileError.Problem) -> Bool {
    let (source, target) = (input, output)
    let (available, room) = (
      min(source.count, Int(UInt32.max)), min(target.count, Int(UInt32.max))
    )
    // zlib declares its input writable and never writes to it.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: source.baseAddress?.assumingMemoryBound(to: Bytef.self))
    stream.pointee.avail_in = uInt(available)
    stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = uInt(room)
    let status = inflate(stream, Z_NO_FLUSH)
    input = UnsafeRawBufferPointer(rebasing: source[(available - Int(stream.pointee.avail_in))...])
    output = UnsafeMutableRawBufferPointer(
      rebasing: target[(room - Int(stream.pointee.avail_out))...])
    switch status {
    case Z_OK, Z_BUF_ERROR: return false
    case Z_STREAM_END: return true
    case Z_MEM_ERROR: throw .outOfMemory(bytes: 1 << 16)
    default: throw problem
    }
  }

  private var problem: ImageFileError.Problem {
    let message = stream.pointee.msg.map { String(cString: $0) } ?? ""
    switch message {
    case "incorrect data check", "incorrect length check", "header crc mismatch":
      return .damagedGzipContent
    case "incorrect header check", "unknown compression method", "unknown header flags set":
      return .damagedGzipHeader
    default: return .damagedGzipCode
    }
  }
}
