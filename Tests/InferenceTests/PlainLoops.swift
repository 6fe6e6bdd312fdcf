import Inference

/// A convolution with zero padding by half the kernel, written out, with sums in double precision.
///
/// - Parameter weight: (outputs, inputs, size, size, size).
func plainConvolution(_ input: Tensor, _ weight: Tensor, stride: Int = 1) -> Tensor {
  let (inputs, size) = (input.shape[0], weight.shape[2])
  let shape = [weight.shape[0]] + input.shape[1...].map { ($0 - 1) / stride + 1 }
  let (x, w) = (input.elements, weight.elements)
  let (depth, height, width) = (input.shape[1], input.shape[2], input.shape[3])
  var result: [Float] = []
  for o in 0..<shape[0] {
    for z in 0..<shape[1] {
      for y in 0..<shape[2] {
        for column in 0..<shape[3] {
          var sum = 0.0
          for i in 0..<inputs {
            for kz in 0..<size {
              for ky in 0..<size {
                for kx in 0..<size {
                  let (iz, iy) = (z * stride + kz - size / 2, y * stride + ky - size / 2)
                  let ix = column * stride + kx - size / 2
                  guard 0..<depth ~= iz, 0..<height ~= iy, 0..<width ~= ix else { continue }
                  let tap = (((o * inputs + i) * size + kz) * size + ky) * size + kx
                  let voxel = ((i * depth + iz) * height + iy) * width + ix
                  sum += Double(w[tap]) * Double(x[voxel])
                }
              }
            }
          }
          result.append(Float(sum))
        }
      }
    }
  }
  return Tensor(shape: shape, elements: result)
}

/// The channels of a source, each mapped by its line.
func mapped(_ source: KernelRun.Source, _ tensor: Tensor? = nil) -> Tensor {
  let tensor = tensor ?? source.tensor
  let size = tensor.count / tensor.shape[0]
  return Tensor(
    shape: tensor.shape,
    elements: tensor.elements.enumerated().map { index, voxel in
      max(source.floor, source.scale[index / size] * voxel + source.shift[index / size])
    })
}

/// Trilinear interpolation to twice the extents as its definition has it (`align_corners` false).
func doubled(_ input: Tensor) -> Tensor {
  let coarse = Array(input.shape[1...])
  let fine = coarse.map { 2 * $0 }
  /// The two voxels around the place of an output index, and the second one's weight.
  func neighbours(_ index: Int, _ extent: Int) -> (Int, Int, Float) {
    let place = max(0, (Float(index) + 0.5) / 2 - 0.5)
    return (Int(place), min(Int(place) + 1, extent - 1), place - Float(Int(place)))
  }
  return Tensor(shape: [input.shape[0]] + fine) { result in
    for index in result.indices {
      let (x, y) = (index % fine[2], index / fine[2] % fine[1])
      let (z, channel) = (
        index / (fine[2] * fine[1]) % fine[0], index / (fine[2] * fine[1] * fine[0])
      )
      let (z0, z1, wz) = neighbours(z, coarse[0])
      let (y0, y1, wy) = neighbours(y, coarse[1])
      let (x0, x1, wx) = neighbours(x, coarse[2])
      var sum: Float = 0
      for (zi, a) in [(z0, 1 - wz), (z1, wz)] {
        for (yi, b) in [(y0, 1 - wy), (y1, wy)] {
          for (xi, c) in [(x0, 1 - wx), (x1, wx)] { sum += a * b * c * input[channel, zi, yi, xi] }
        }
      }
      result[index] = sum
    }
  }
}
