import Kernels

/// The weights of a convolution as the kernels read them.
package struct ConvolutionWeights: Sendable {
  package let outputs: Int
  package let inputs: Int
  /// Multiplications for each voxel of the result, in the direct form.
  package let multiplications: Int
  package let packed: Tensor

  /// A 3x3x3 convolution.
  ///
  /// For each block of 8 outputs, at stride 1 (planes, inputs, x, 8) with Winograd's planes along z
  /// and y, at stride 2 (inputs, z, y, x, 8). Blocks are filled up with zeros.
  ///
  /// - Parameter weight: (outputs, inputs, 3, 3, 3).
  package init(cube weight: Tensor, stride: Int) {
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    (self.outputs, self.inputs) = (outputs, inputs)
    multiplications = outputs * inputs * 27
    let block = MicroKernel.block
    let blocks = (outputs + block - 1) / block
    let planes = stride == 1 ? Winograd.planes : 9
    packed = Tensor(shape: [blocks, planes * inputs * 3, block]) { packed in
      packed.update(repeating: 0)
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 9 + Winograd.planes) { room in
        guard let taps = room.baseAddress else { return }
        for filter in 0..<outputs * inputs {
          let (output, input) = filter.quotientAndRemainder(dividingBy: inputs)
          let first = output / block * planes * inputs * 3 * block + output % block
          for x in 0..<3 {
            for tap in 0..<9 { taps[tap] = Double(weight.start[(filter * 9 + tap) * 3 + x]) }
            if stride == 1 {
              let values = taps + 9
              Winograd.transform(taps, into: values)
              for plane in 0..<planes {
                packed[first + ((plane * inputs + input) * 3 + x) * block] = Float(values[plane])
              }
            } else {
              for tap in 0..<9 {
                packed[first + ((input * 9 + tap) * 3 + x) * block] = Float(taps[tap])
              }
            }
          }
        }
      }
    }
  }

  /// A 1x1x1 convolution: for each block of 8 outputs, (inputs, 8).
  ///
  /// - Parameter weight: (outputs, inputs, 1, 1, 1).
  package init(point weight: Tensor) {
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    (self.outputs, self.inputs) = (outputs, inputs)
    multiplications = outputs * inputs
    let block = MicroKernel.block
    packed = Tensor(shape: [(outputs + block - 1) / block, inputs, block]) { packed in
      packed.update(repeating: 0)
      for output in 0..<outputs {
        for input in 0..<inputs {
          packed[(output / block * inputs + input) * block + output % block] =
            weight[output * inputs + input]
        }
      }
    }
  }

  package var start: UnsafePointer<Float> { packed.start }
}
