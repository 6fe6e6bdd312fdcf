/// Convolution written out with SIMD registers.
///
/// A block of 4 output channels x 8 voxels of a row stays in registers while all inputs and taps
/// are added up: two loads of voxels and four of weights for 32 multiplications, and no im2col
/// matrix is ever written.
enum DirectConvolution {
  private static let block = 4
  private typealias Lane = SIMD8<Float>
  private typealias Sums = (Lane, Lane, Lane, Lane)

  /// (outputs / 4, inputs, taps, 4), the last block filled up with zeros.
  static func pack(
    _ weights: UnsafeBufferPointer<Float>, outputs: Int, inputs: Int, taps: Int
  ) -> Tensor {
    let blocks = (outputs + block - 1) / block
    return Tensor(shape: [blocks, inputs, taps, block]) { packed in
      for index in packed.indices {
        let output = index / (block * taps * inputs) * block + index % block
        let inputAndTap = index / block % (inputs * taps)
        packed[index] = output < outputs ? weights[output * inputs * taps + inputAndTap] : 0
      }
    }
  }

  /// See `Kernels.convolve`.
  static func convolve(_ input: InputTile, weights: PackedWeights, into output: OutputTile) {
    weights.elements.withUnsafeElements { elements in
      input.taps.withUnsafeBufferPointer { taps in
        guard let elements = elements.baseAddress else { return }
        for first in stride(from: 0, to: weights.outputs, by: block) {
          let blockWeights = elements + first * weights.inputs * weights.taps
          let outputs = min(block, weights.outputs - first)
          for z in 0..<output.slices {
            for y in 0..<output.rows {
              let source = input.offset + z * input.slicePitch + y * input.rowPitch
              let row =
                output.start + first * output.channelPitch + z * output.slicePitch
                + y * output.rowPitch
              for x in stride(from: 0, to: output.columns, by: Lane.scalarCount) {
                let sums = Self.sums(
                  input.channels, offset: source + x, weights: blockWeights,
                  inputs: weights.inputs, taps: taps)
                add(
                  sums, to: row + x, channelPitch: output.channelPitch, outputs: outputs,
                  columns: min(Lane.scalarCount, output.columns - x))
              }
            }
          }
        }
      }
    }
  }

  /// The sums of 4 output channels over 8 voxels.
  @inline(__always)
  private static func sums(
    _ channels: UnsafeBufferPointer<UnsafePointer<Float>>, offset: Int,
    weights: UnsafePointer<Float>, inputs: Int, taps: UnsafeBufferPointer<Int>
  ) -> Sums {
    var weight = weights
    var (a, b, c, d) = (Lane.zero, Lane.zero, Lane.zero, Lane.zero)
    for channel in 0..<inputs {
      let voxels = channels[channel] + offset
      for tap in taps {
        let lane = UnsafeRawPointer(voxels + tap).loadUnaligned(as: Lane.self)
        a += lane * weight[0]
        b += lane * weight[1]
        c += lane * weight[2]
        d += lane * weight[3]
        weight += block
      }
    }
    return (a, b, c, d)
  }

  @inline(__always)
  private static func add(
    _ sums: Sums, to place: UnsafeMutablePointer<Float>, channelPitch: Int, outputs: Int,
    columns: Int
  ) {
    add(sums.0, to: place, columns: columns)
    if outputs > 1 { add(sums.1, to: place + channelPitch, columns: columns) }
    if outputs > 2 { add(sums.2, to: place + 2 * channelPitch, columns: columns) }
    if outputs > 3 { add(sums.3, to: place + 3 * channelPitch, columns: columns) }
  }

  @inline(__always)
  private static func add(_ lane: Lane, to place: UnsafeMutablePointer<Float>, columns: Int) {
    if columns == Lane.scalarCount {
      let raw = UnsafeMutableRawPointer(place)
      raw.storeBytes(of: raw.loadUnaligned(as: Lane.self) + lane, as: Lane.self)
    } else {
      for x in 0..<columns { place[x] += lane[x] }
    }
  }
}
