import Kernels

/// Affine instance norm over z, y, x, with epsilon 1e-5 and the biased variance.
///
/// The norm only finds out, for each channel, by which line the voxels are to be mapped. The
/// convolution that follows maps them as it reads, so no normalised map is ever stored; and the
/// convolution before it has already added up the moments.
package struct InstanceNorm: Sendable {
  static let epsilon = 1e-5
  /// (channels)
  let weight: Tensor
  let bias: Tensor

  package init(weight: Tensor, bias: Tensor) {
    self.weight = weight
    self.bias = bias
  }

  /// The lines of ReLU(Norm(·)) for channels with these moments.
  func rectified(_ moments: [Moments]) -> [NormLine] {
    precondition(moments.count == weight.count, "\(moments.count) of \(weight.count) channels")
    return moments.enumerated().map { channel, moments in
      let scale = Double(weight[channel]) / (moments.variance + Self.epsilon).squareRoot()
      return NormLine(
        scale: Float(scale), shift: Float(Double(bias[channel]) - moments.mean * scale), floor: 0)
    }
  }
}

/// The mean and the biased variance of a channel.
package struct Moments: Sendable, Equatable {
  package var mean: Double
  package var variance: Double

  package init(mean: Double, variance: Double) {
    self.mean = mean
    self.variance = variance
  }

  /// Joins the moments of rows of equal width: the squares within the rows, and those of the rows'
  /// means about the mean of all.
  package init(joining rows: UnsafeBufferPointer<RowMoments>, width: Int) {
    var (mean, squares, between) = (0.0, 0.0, 0.0)
    for row in rows { mean += row.mean }
    mean /= Double(rows.count)
    for row in rows {
      squares += row.squares
      between += (row.mean - mean) * (row.mean - mean)
    }
    self.mean = mean
    variance = squares / Double(rows.count * width) + between / Double(rows.count)
  }
}
