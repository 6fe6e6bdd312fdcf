/// The inner loops that take nearly all of the network's time.
///
/// Everything else in this target is written once, above this interface; faster code for a
/// processor comes in as another type that conforms to it. Kernels run on the calling thread,
/// know nothing of layers, and are called from several threads at a time.
package protocol Kernels: Sendable {
  /// Lays out convolution weights (outputs, inputs, taps) as `convolve` wants to read them.
  func pack(_ weights: UnsafeBufferPointer<Float>, outputs: Int, inputs: Int, taps: Int) -> Tensor

  /// Adds a convolution to `output`.
  ///
  /// For every output channel o and every (z, y, x) of the tile:
  /// `output[o, z, y, x] += sum over i and t of weights[o, i, t] * input[i, z, y, x + taps[t]]`.
  func convolve(_ input: InputTile, weights: PackedWeights, into output: OutputTile)

  /// C (rows, columns) = A (rows, inner) B (columns, inner)^T, all row-major and dense.
  func multiply(
    _ a: UnsafePointer<Float>, byTransposed b: UnsafePointer<Float>,
    into c: UnsafeMutablePointer<Float>, rows: Int, columns: Int, inner: Int)
}

/// What a convolution kernel reads: voxels at `channels[i] + z * slicePitch + y * rowPitch + x`.
///
/// Rows may be read in vectors of `InputTile.vector` floats to beyond their end; what is there is
/// finite and not used.
package struct InputTile {
  static let vector = 16
  var channels: UnsafeBufferPointer<UnsafePointer<Float>>
  /// What to add to every channel pointer, in floats.
  var offset: Int
  var slicePitch: Int
  var rowPitch: Int
  /// Where each tap lies, in floats from the output voxel's own place.
  var taps: [Int]
}

/// Convolution weights in a kernel's own layout.
package struct PackedWeights: Sendable {
  var outputs: Int
  var inputs: Int
  var taps: Int
  var elements: Tensor
}

/// Where a convolution kernel adds its result: a box of slices x rows x columns in each channel.
package struct OutputTile {
  /// The first voxel of the first channel.
  var start: UnsafeMutablePointer<Float>
  var channelPitch: Int
  var slicePitch: Int
  var rowPitch: Int
  var slices: Int
  var rows: Int
  var columns: Int
}
