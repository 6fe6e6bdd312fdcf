import CNifti
import Foundation

/// Inflates a gzip stream of one or more members, and checks each member's length and CRC.
final class Inflater {
  private let path: String
  private let fill: (UnsafeMutableRawBufferPointer) throws -> Int
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  // zlib keeps the address of its stream, so it lives on the heap.
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var hasEnded = false

  /// - Parameter fill: yields the next compressed bytes, 0 at the end.
  init(path: String, fill: @escaping (UnsafeMutableRawBufferPointer) throws -> Int) throws {
    self.path = path
    self.fill = fill
    stream.initialize(to: z_stream())
    // 15 bits of window, + 16 for a gzip header and trailer.
    guard
      inflateInit2_(stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK
    else {
      // `deinit` runs from here on and ends a stream that never began, which zlib permits.
      throw ImageFileError(path: path, problem: .outOfMemory(bytes: 1 << 16))
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  /// Inflates straight into `buffer`; returns at least one byte, or 0 at the verified end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let wanted = min(buffer.count, Int(UInt32.max))
    stream.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = uInt(wanted)
    while stream.pointee.avail_out > 0 && !hasEnded {
      if stream.pointee.avail_in == 0, try !refill() {
        throw ImageFileError(path: path, problem: .compressedDataEndsEarly)
      }
      switch inflate(stream, Z_NO_FLUSH) {
      case Z_OK, Z_BUF_ERROR: continue
      case Z_STREAM_END: try startNextMember()
      case Z_MEM_ERROR: throw ImageFileError(path: path, problem: .outOfMemory(bytes: 1 << 16))
      default:
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "unknown method"
        throw ImageFileError(path: path, problem: .compressedDataDamaged(reason))
      }
    }
    return wanted - Int(stream.pointee.avail_out)
  }

  /// A gzip file may be several, one after the other. What follows the last one and is no
  /// gzip (padding of tapes and archives) is passed over, as gzip does.
  private func startNextMember() throws {
    if stream.pointee.avail_in < 2, try !refill() || stream.pointee.avail_in < 2 {
      hasEnded = true
      return
    }
    let next = stream.pointee.next_in
    if next?[0] == 0x1F && next?[1] == 0x8B && inflateReset(stream) == Z_OK { return }
    hasEnded = true
  }

  /// Adds compressed bytes after those not yet used; false at the end of the file.
  private func refill() throws -> Bool {
    let unused = Int(stream.pointee.avail_in)
    if unused > 0, let start = stream.pointee.next_in {
      input.baseAddress?.copyMemory(from: start, byteCount: unused)
    }
    let count = try fill(UnsafeMutableRawBufferPointer(rebasing: input[unused...]))
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_in = uInt(unused + count)
    return count > 0
  }
}
