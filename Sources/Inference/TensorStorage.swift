/// The memory behind a tensor.
///
/// It starts on a cache line.
final class TensorStorage: @unchecked Sendable {
  // Unchecked: the elements are written only inside `Tensor.init`, before the tensor is shared.
  static let alignment = 64
  let elements: UnsafeMutableBufferPointer<Float>
  let start: UnsafePointer<Float>

  init(count: Int) {
    let start = UnsafeMutableRawPointer.allocate(
      byteCount: count * MemoryLayout<Float>.stride, alignment: Self.alignment
    ).bindMemory(to: Float.self, capacity: count)
    elements = UnsafeMutableBufferPointer(start: start, count: count)
    self.start = UnsafePointer(start)
  }

  deinit {
    UnsafeMutableRawPointer(elements.baseAddress)?.deallocate()
  }
}
