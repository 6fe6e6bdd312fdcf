/// The memory behind a tensor.
///
/// It starts on a cache line and has `slack` floats after its end, so that a kernel may read the
/// last row in whole vectors.
final class TensorStorage: @unchecked Sendable {
  // Unchecked: the elements are written only inside `Tensor.init`, before the tensor is shared.
  static let alignment = 64
  static let slack = 16
  let elements: UnsafeMutableBufferPointer<Float>
  let start: UnsafePointer<Float>

  init(count: Int) {
    let start = UnsafeMutableRawPointer.allocate(
      byteCount: (count + Self.slack) * MemoryLayout<Float>.stride, alignment: Self.alignment
    ).bindMemory(to: Float.self, capacity: count + Self.slack)
    // Zeros, so that what a kernel reads there is neither a signalling nor a slow number.
    (start + count).initialize(repeating: 0, count: Self.slack)
    elements = UnsafeMutableBufferPointer(start: start, count: count)
    self.start = UnsafePointer(start)
  }

  deinit {
    UnsafeMutableRawPointer(elements.baseAddress)?.deallocate()
  }
}
