/// Inflates a gzip stream of one or more members, and checks each member's length and CRC.
package final class Inflater {
  private let path: String
  private let fill: (UnsafeMutableRawBufferPointer) throws -> Int
  private let decoder: any GzipDecoder
  private let input: UnsafeMutableRawBufferPointer
  /// The part of `input` that is not used yet.
  private var unused = UnsafeRawBufferPointer(start: nil, count: 0)
  private var hasEnded = false

  /// - Parameters:
  ///   - path: for the errors' text.
  ///   - inputSize: how many compressed bytes are asked for at once, at least 2.
  ///   - fill: yields the next compressed bytes, 0 at the end.
  package init(
    path: String, library: GzipLibrary = .fastest, inputSize: Int = 1 << 18,
    fill: @escaping (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws {
    self.path = path
    self.fill = fill
    do {
      decoder = try library.makeDecoder()
    } catch {
      throw ImageFileError(path: path, problem: error)
    }
    input = UnsafeMutableRawBufferPointer.allocate(byteCount: inputSize, alignment: 16)
  }

  deinit { input.deallocate() }

  /// Inflates straight into `buffer`; returns at least one byte, or 0 at the verified end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var rest = buffer
    while !rest.isEmpty && !hasEnded {
      let (available, room) = (unused.count, rest.count)
      let memberEnds: Bool
      do {
        memberEnds = try decoder.decode(&unused, into: &rest)
      } catch {
        throw ImageFileError(path: path, problem: error)
      }
      if memberEnds {
        try startNextMember()
      } else if unused.count == available && rest.count == room {
        // A decoder that has what it needs and still does nothing would be asked for ever.
        guard unused.isEmpty else {
          throw ImageFileError(path: path, problem: .damagedGzipCode)
        }
        guard try refill() else {
          throw ImageFileError(path: path, problem: .compressedDataEndsEarly)
        }
      }
    }
    return buffer.count - rest.count
  }

  /// A gzip file may be several, one after the other. What follows the last one and is no
  /// gzip (padding of tapes and archives) is passed over, as gzip does.
  private func startNextMember() throws {
    while unused.count < 2, try refill() {}
    guard unused.count >= 2, unused[0] == 0x1F, unused[1] == 0x8B else {
      hasEnded = true
      return
    }
    decoder.startMember()
  }

  /// Adds compressed bytes after those not yet used; false at the end of the file.
  private func refill() throws -> Bool {
    let kept = unused.count
    if kept > 0 { input.copyMemory(from: unused) }
    let count = try fill(UnsafeMutableRawBufferPointer(rebasing: input[kept...]))
    unused = UnsafeRawBufferPointer(rebasing: input[..<(kept + count)])
    return count > 0
  }
}
