/// A dense block of 32-bit floats with a shape: the network's input, its weights and its logits.
/// What lies between is a `FeatureMap` in the workspace.
///
/// The last axis is contiguous. A feature map is (channels, z, y, x), a list of tokens is
/// (tokens, width). A tensor is written once, by the closure that it is made with, and never
/// after: copying a `Tensor` copies a reference, and its memory goes back to the system when the
/// last reference does.
public struct Tensor: Sendable {
  /// The extent of each axis, slowest first.
  public let shape: [Int]
  let storage: TensorStorage

  /// A tensor whose elements are written by `body`.
  ///
  /// - Parameters:
  ///   - shape: extents, none negative, whose product fits an `Int`.
  ///   - body: must assign every element; the memory it gets is not zeroed.
  public init(
    shape: [Int], initializing body: (UnsafeMutableBufferPointer<Float>) throws -> Void
  ) rethrows {
    precondition(shape.allSatisfy { $0 >= 0 }, "extents are not negative: \(shape)")
    self.shape = shape
    storage = TensorStorage(count: shape.reduce(1, *))
    try body(storage.elements)
  }

  /// A tensor with one value everywhere.
  public init(shape: [Int], repeating value: Float) {
    self.init(shape: shape) { $0.update(repeating: value) }
  }

  /// A tensor with the given elements in storage order; their number is the shape's product.
  public init(shape: [Int], elements: some Sequence<Float>) {
    self.init(shape: shape) { destination in
      var (rest, end) = destination.update(from: elements)
      precondition(
        end == destination.count && rest.next() == nil, "elements do not fill the shape \(shape)")
    }
  }

  /// The number of elements.
  public var count: Int { storage.elements.count }

  /// The elements in storage order, readable inside the closure.
  public func withUnsafeElements<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(storage) { try body(UnsafeBufferPointer(storage.elements)) }
  }

  /// The first element; the memory lives as long as a tensor that shares it.
  var start: UnsafePointer<Float> { storage.start }

  /// The elements in storage order, as a copy.
  public var elements: [Float] { withUnsafeElements { Array($0) } }

  /// One element, by its place in storage order.
  public subscript(index: Int) -> Float {
    precondition(0 <= index && index < count, "element \(index) of \(count)")
    return storage.elements[index]
  }

  /// One element of a feature map (channels, z, y, x).
  public subscript(channel: Int, z: Int, y: Int, x: Int) -> Float {
    precondition(shape.count == 4, "a feature map has 4 axes, this tensor has \(shape.count)")
    precondition(
      0..<shape[0] ~= channel && 0..<shape[1] ~= z && 0..<shape[2] ~= y && 0..<shape[3] ~= x,
      "(\(channel), \(z), \(y), \(x)) is in \(shape)")
    return storage.elements[((channel * shape[1] + z) * shape[2] + y) * shape[3] + x]
  }
}
