import Kernels

/// A layer's result in the workspace: channels (z, y, x), one after another.
struct FeatureMap {
  let start: UnsafeMutablePointer<Float>
  let channels: Int
  /// As the layers that read it see it.
  let extents: Extents
  /// Whether it lies in memory with half of these extents, and is read through a trilinear
  /// interpolation; so the doubled map never exists.
  var isDoubled = false
  /// Of each channel, over all its voxels, for the norm that follows.
  var moments: [Moments] = []

  /// A copy of what is in memory, (channels, z, y, x).
  var tensor: Tensor {
    precondition(!isDoubled, "a doubled map has no voxels of its own")
    return Tensor(
      shape: extents.shape(channels: channels),
      elements: UnsafeBufferPointer(start: start, count: channels * extents.count))
  }

  /// The channels as a convolution reads them, each by its own line.
  func inputs(_ lines: some Collection<NormLine>) -> [InputChannel] {
    precondition(lines.count == channels, "\(lines.count) lines for \(channels) channels")
    let block = isDoubled ? extents.count / 8 : extents.count
    return lines.enumerated().map { channel, line in
      InputChannel(
        start: start + channel * block, scale: line.scale, shift: line.shift, floor: line.floor,
        isDoubled: isDoubled)
    }
  }

  /// The channels read as they are.
  var inputs: [InputChannel] { inputs(Array(repeating: NormLine(), count: channels)) }
}

/// What a convolution does to the voxels of a channel as it reads them:
/// `max(floor, scale * voxel + shift)`. Zero padding is added after it.
struct NormLine: Equatable {
  var scale: Float = 1
  var shift: Float = 0
  var floor = -Float.infinity
}
