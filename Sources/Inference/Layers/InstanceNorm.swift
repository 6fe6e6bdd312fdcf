/// What a convolution does to each voxel as it reads it: `scale * voxel + shift`, by channel,
/// then max(0, ·) where `rectifies`. Zero padding is added after it.
package struct ChannelTransform: Sendable {
  package var scale: [Float]
  package var shift: [Float]
  package var rectifies: Bool

  package init(scale: [Float], shift: [Float], rectifies: Bool) {
    self.scale = scale
    self.shift = shift
    self.rectifies = rectifies
  }
}

/// Affine instance norm over z, y, x, with epsilon 1e-5 and the biased variance.
///
/// The norm only finds out, for each channel, by which line the voxels are to be mapped. The
/// convolution that follows maps them as it reads, so no normalised map is ever stored.
package struct InstanceNorm: Sendable {
  static let epsilon = 1e-5
  /// (channels)
  let weight: Tensor
  let bias: Tensor

  package init(weight: Tensor, bias: Tensor) {
    self.weight = weight
    self.bias = bias
  }

  /// The transform ReLU(Norm(·)) for these voxels.
  package func rectified(_ input: FeatureMaps, on workers: Workers) throws -> ChannelTransform {
    let moments = try input.moments(on: workers)
    var transform = ChannelTransform(scale: [], shift: [], rectifies: true)
    for (channel, moments) in moments.enumerated() {
      let scale = Double(weight[channel]) / (moments.variance + Self.epsilon).squareRoot()
      transform.scale.append(Float(scale))
      transform.shift.append(Float(Double(bias[channel]) - moments.mean * scale))
    }
    return transform
  }
}

/// The mean of some values and the sum of their squared distances from it.
struct Moments {
  var count = 0.0
  var mean = 0.0
  var squares = 0.0

  /// The biased variance.
  var variance: Double { count > 0 ? squares / count : 0 }

  /// Joins two sets of values without going back to them (Chan, Golub and LeVeque 1979).
  mutating func join(_ other: Moments) {
    guard other.count > 0 else { return }
    let total = count + other.count
    let distance = other.mean - mean
    squares += other.squares + distance * distance * count * other.count / total
    mean += distance * other.count / total
    count = total
  }

  init() {}

  /// The moments of a block small enough to stay in the cache, in two passes: the square of a
  /// large mean never enters the sum.
  init(of values: UnsafeBufferPointer<Float>) {
    guard let start = values.baseAddress, !values.isEmpty else { return }
    typealias Lane = SIMD16<Float>
    let whole = values.count - values.count % Lane.scalarCount
    func sum(_ term: (Lane) -> Lane, _ single: (Float) -> Float) -> Double {
      var total = 0.0
      // A row of a few hundred floats is added up in single precision, the rows in double.
      for row in stride(from: 0, to: whole, by: 512) {
        var lanes = Lane.zero
        for index in stride(from: row, to: min(row + 512, whole), by: Lane.scalarCount) {
          lanes += term(UnsafeRawPointer(start + index).loadUnaligned(as: Lane.self))
        }
        total += Double(lanes.sum())
      }
      for index in whole..<values.count { total += Double(single(start[index])) }
      return total
    }
    count = Double(values.count)
    mean = sum({ $0 }, { $0 }) / count
    let center = Float(mean)
    squares = sum({ ($0 - center) * ($0 - center) }, { ($0 - center) * ($0 - center) })
    // The squares are about the rounded mean; this brings them back to the mean itself.
    squares -= count * (mean - Double(center)) * (mean - Double(center))
  }
}

extension FeatureMaps {
  /// The moments of each channel.
  func moments(on workers: Workers) throws -> [Moments] {
    // In blocks, so that a second pass over one finds it in the cache.
    let block = 16 * 1024
    let size = extents.count
    let blocks = (size + block - 1) / block
    var partial = [Moments](repeating: Moments(), count: channels * blocks)
    try withChannels { channels in
      try partial.withUnsafeMutableBufferPointer { partial in
        try workers.forEach(partial.count) { item, _ in
          let first = item % blocks * block
          partial[item] = Moments(
            of: UnsafeBufferPointer(
              start: channels[item / blocks] + first, count: min(block, size - first)))
        }
      }
    }
    return (0..<channels).map { channel in
      var joined = Moments()
      for moments in partial[channel * blocks..<(channel + 1) * blocks] { joined.join(moments) }
      return joined
    }
  }
}
