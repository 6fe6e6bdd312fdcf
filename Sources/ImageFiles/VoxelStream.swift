/// Bytes that are read once from first to last: a file's, or those of an array in an archive.
protocol VoxelStream: AnyObject {
  /// The file, for the errors' text.
  var path: String { get }
  /// Whether bytes can be passed over by reading them only, so that all may as well be read: at the
  /// end stands a checksum.
  var isCompressed: Bool { get }
  /// Bytes delivered or skipped so far, after inflating.
  var position: Int { get }
  /// Asked before every piece that is read; where it is true the read throws `CancellationError`.
  var isCancelled: () -> Bool { get set }
  /// Called after every piece that is read, when its bytes are where they belong.
  var onProgress: () -> Void { get set }

  /// Fills `buffer`, a piece at a time, and returns its size, or less where the stream ends.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// Passes over bytes; less than `count` where the stream ends.
  @discardableResult
  func skip(_ count: Int) throws -> Int

  /// Goes on to the end, where a checksum speaks, and returns how many bytes were left.
  ///
  /// - Parameter limit: more than so many are refused.
  func finish(limit: Int) throws -> Int
}

extension VoxelStream {
  /// The next bytes, up to `count` of them.
  func read(upTo count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let filled = try bytes.withUnsafeMutableBytes { try read(into: $0) }
    return Array(bytes.prefix(filled))
  }

  /// Fills `buffer` by a function that yields at least a byte, or 0 at the end.
  ///
  /// - Parameter advance: is told of each piece.
  func fill(
    _ buffer: UnsafeMutableRawBufferPointer,
    by readSome: (UnsafeMutableRawBufferPointer) throws -> Int, advance: (Int) -> Void
  ) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      if isCancelled() { throw CancellationError() }
      let end = min(buffer.count, filled + ImageStream.pieceSize)
      let count = try readSome(UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<end]))
      if count == 0 { break }
      filled += count
      advance(count)
      onProgress()
    }
    return filled
  }

  /// Passes over bytes by reading them.
  ///
  /// - Parameter scratch: where they go: small enough to stay in the processor's cache.
  func skipByReading(_ count: Int, through scratch: inout [UInt8]) throws -> Int {
    if scratch.isEmpty { scratch = [UInt8](repeating: 0, count: 1 << 18) }
    var skipped = 0
    while skipped < count {
      let part = min(scratch.count, count - skipped)
      let filled = try scratch.withUnsafeMutableBytes {
        try read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<part]))
      }
      skipped += filled
      if filled < part { break }
    }
    return skipped
  }
}
