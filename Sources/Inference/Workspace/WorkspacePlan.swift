/// Where each buffer of a forward pass lies in one block of memory.
///
/// A pass is a row of steps, and a buffer is wanted from one step to another. Buffers that are
/// never wanted at the same time may share memory: largest first, each goes to the lowest place
/// that is free for as long as it is wanted.
package struct WorkspacePlan: Sendable {
  package struct Buffer: Sendable {
    package let name: String
    package let floats: Int
    package let steps: ClosedRange<Int>
    package fileprivate(set) var offset = 0
  }

  package private(set) var buffers: [Buffer] = []
  /// Floats of the block.
  package private(set) var floats = 0

  /// Buffers start on a cache line and have some floats of no meaning after them, which kernels
  /// may read.
  private static let alignment = 16
  private static let slack = 32

  package init() {}

  /// Asks for a buffer; `place` then says where each lies.
  package mutating func reserve(_ name: String, floats: Int, during steps: ClosedRange<Int>) {
    let length = (floats + Self.slack + Self.alignment - 1) / Self.alignment * Self.alignment
    buffers.append(Buffer(name: name, floats: length, steps: steps))
  }

  /// Finds a place for every buffer.
  package mutating func place() {
    let order = buffers.indices.sorted {
      (buffers[$1].floats, $0) < (buffers[$0].floats, $1)
    }
    var placed: [Buffer] = []
    for index in order {
      var buffer = buffers[index]
      buffer.offset = 0
      for other in placed.sorted(by: { $0.offset < $1.offset })
      where other.steps.overlaps(buffer.steps) {
        if buffer.offset + buffer.floats <= other.offset { break }
        buffer.offset = max(buffer.offset, other.offset + other.floats)
      }
      placed.append(buffer)
      buffers[index] = buffer
    }
    floats = placed.map { $0.offset + $0.floats }.max() ?? 0
  }

  /// The offset of the buffer with this name, in floats.
  package subscript(name: String) -> Int {
    guard let buffer = buffers.first(where: { $0.name == name }) else {
      preconditionFailure("no buffer \(name) was reserved")
    }
    return buffer.offset
  }
}
