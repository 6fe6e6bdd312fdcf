/// Bytes that are in memory already.
final class MemoryStream: VoxelStream {
  let path: String
  let isCompressed = false
  private(set) var position = 0
  var isCancelled: () -> Bool = { false }
  var onProgress: () -> Void = {}
  private let bytes: [UInt8]

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try fill(
      buffer,
      by: { piece in
        let count = min(piece.count, bytes.count - position)
        bytes.withUnsafeBytes {
          piece.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
        }
        return count
      }, advance: { position += $0 })
  }

  @discardableResult
  func skip(_ count: Int) throws -> Int {
    let skipped = min(count, bytes.count - position)
    position += skipped
    return skipped
  }

  func finish(limit: Int) throws -> Int { bytes.count - position }
}
