/// Convolution as a matrix product: each tap's voxels of a tile become a row of a matrix, which
/// OpenBLAS multiplies with the weights.
enum Im2colConvolution {
  /// Floats in the matrix of one product: half of a usual second-level cache.
  private static let budget = 128 * 1024

  /// (outputs, inputs, taps), as they come.
  static func pack(
    _ weights: UnsafeBufferPointer<Float>, outputs: Int, inputs: Int, taps: Int
  ) -> Tensor {
    Tensor(shape: [outputs, inputs, taps], elements: weights)
  }

  /// See `Kernels.convolve`.
  static func convolve(_ input: InputTile, weights: PackedWeights, into output: OutputTile) {
    let (taps, outputs) = (weights.taps, weights.outputs)
    let voxels = output.slices * output.rows * output.columns
    // As many inputs at a time as the budget allows.
    let inputs = max(1, min(weights.inputs, budget / max(1, voxels * taps)))
    withUnsafeTemporaryAllocation(
      of: Float.self, capacity: voxels * (inputs * taps + outputs)
    ) { scratch in
      weights.elements.withUnsafeElements { elements in
        guard let matrix = scratch.baseAddress, let elements = elements.baseAddress else { return }
        let product = matrix + voxels * inputs * taps
        for first in stride(from: 0, to: weights.inputs, by: inputs) {
          let rows = min(inputs, weights.inputs - first) * taps
          gather(input, channels: first..<first + rows / taps, shape: output, into: matrix)
          OpenBLAS.multiply(
            Matrix(
              start: elements + first * taps, rows: outputs, columns: rows,
              pitch: weights.inputs * taps),
            by: Matrix(start: matrix, rows: rows, columns: voxels, pitch: voxels), into: product,
            accumulates: first > 0)
        }
        var source = product
        output.forEachRow(channels: outputs) { row, _ in
          for x in 0..<output.columns { row[x] += source[x] }
          source += output.columns
        }
      }
    }
  }

  /// Writes (channels, taps, voxels of the tile) to `matrix`.
  private static func gather(
    _ input: InputTile, channels: Range<Int>, shape: OutputTile,
    into matrix: UnsafeMutablePointer<Float>
  ) {
    var target = matrix
    for channel in channels {
      for tap in input.taps {
        for z in 0..<shape.slices {
          for y in 0..<shape.rows {
            let place = input.offset + z * input.slicePitch + y * input.rowPitch + tap
            target.update(from: input.channels[channel] + place, count: shape.columns)
            target += shape.columns
          }
        }
      }
    }
  }
}
