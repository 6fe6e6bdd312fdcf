/// How many voxels a feature map has along each spatial axis.
public struct Extents: Hashable, Sendable {
  public var depth: Int
  public var height: Int
  public var width: Int

  @inlinable public init(depth: Int, height: Int, width: Int) {
    self.depth = depth
    self.height = height
    self.width = width
  }

  /// Voxels in one slice.
  @inlinable public var plane: Int { height * width }
  @inlinable public var count: Int { depth * height * width }
  public var largest: Int { max(depth, height, width) }

  /// The shape of a feature map with these extents: (channels, z, y, x).
  public func shape(channels: Int) -> [Int] { [channels, depth, height, width] }

  /// The extents after a 3x3x3 convolution with padding 1.
  public func strided(by stride: Int) -> Extents {
    Extents(
      depth: (depth - 1) / stride + 1, height: (height - 1) / stride + 1,
      width: (width - 1) / stride + 1)
  }

  @inlinable public var doubled: Extents {
    Extents(depth: 2 * depth, height: 2 * height, width: 2 * width)
  }
}
