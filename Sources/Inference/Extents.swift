/// How many voxels a feature map has along each spatial axis.
package struct Extents: Hashable, Sendable {
  var depth: Int
  var height: Int
  var width: Int

  package init(depth: Int, height: Int, width: Int) {
    self.depth = depth
    self.height = height
    self.width = width
  }

  /// Voxels in one slice.
  var plane: Int { height * width }
  var count: Int { depth * height * width }
  var largest: Int { max(depth, height, width) }

  /// The shape of a feature map with these extents: (channels, z, y, x).
  func shape(channels: Int) -> [Int] { [channels, depth, height, width] }

  /// The extents after a 3x3x3 convolution with padding 1.
  func strided(by stride: Int) -> Extents {
    Extents(
      depth: (depth - 1) / stride + 1, height: (height - 1) / stride + 1,
      width: (width - 1) / stride + 1)
  }

  var doubled: Extents { Extents(depth: 2 * depth, height: 2 * height, width: 2 * width) }
}

extension Tensor {
  /// The extents of a feature map (channels, z, y, x).
  var extents: Extents {
    precondition(shape.count == 4, "a feature map has 4 axes, this tensor has \(shape.count)")
    return Extents(depth: shape[1], height: shape[2], width: shape[3])
  }
}
