/// One channel that a convolution reads: where it lies, and what is done to a voxel as it is read.
public struct InputChannel {
  /// The channel's first voxel; a dense block (z, y, x).
  public var start: UnsafePointer<Float>
  /// The voxel is read as `max(floor, scale * voxel + shift)`: an instance norm with its ReLU.
  public var scale: Float
  public var shift: Float
  public var floor: Float
  /// Whether the block has half the extents and is read through a trilinear interpolation to twice
  /// of them.
  public var isDoubled: Bool

  @inlinable public init(
    start: UnsafePointer<Float>, scale: Float = 1, shift: Float = 0, floor: Float = -.infinity,
    isDoubled: Bool = false
  ) {
    self.start = start
    self.scale = scale
    self.shift = shift
    self.floor = floor
    self.isDoubled = isDoubled
  }
}
