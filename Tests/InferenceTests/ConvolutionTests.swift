import Inference
import Testing

/// Convolutions against plain loops, on shapes that fill no vector and no tile evenly.
@Suite struct ConvolutionTests {
  static let extents = [
    [1, 1, 1], [1, 2, 3], [2, 1, 5], [3, 5, 7], [7, 3, 2], [5, 2, 17], [17, 7, 1], [2, 17, 16],
  ]
  static let channels = [(1, 1), (2, 8), (3, 5), (16, 4), (7, 16), (16, 33), (64, 17)]

  @Test(arguments: extents, [1, 2]) func agreesWithPlainLoops(extents: [Int], stride: Int) throws {
    var numbers = SeededNumbers(seed: 2)
    for (inputs, outputs) in Self.channels {
      let input = numbers.tensor([inputs] + extents)
      let weight = numbers.tensor([outputs, inputs, 3, 3, 3])
      let result = try Convolution(weight: weight, stride: stride, kernels: PortableKernels())(
        FeatureMaps(input), on: Workers(threads: 2))
      let expected = plainConvolution(input, weight, stride: stride)
      #expect(result.shape == expected.shape)
      let error = relativeError(result.elements, expected.elements)
      #expect(error < 1e-5, "\(inputs) to \(outputs) channels")
    }
  }

  /// The border is zero after the transform, not before it.
  @Test(arguments: [1, 2], [true, false])
  func transformsAsItReads(stride: Int, rectifies: Bool) throws {
    var numbers = SeededNumbers(seed: 3)
    let input = numbers.tensor([3, 5, 6, 11])
    let weight = numbers.tensor([8, 3, 3, 3, 3])
    let transform = ChannelTransform(
      scale: [2, -1, 0.5], shift: [0.25, 3, -1], rectifies: rectifies)
    let mapped = Tensor(
      shape: input.shape,
      elements: input.elements.enumerated().map { index, value in
        let channel = index / (5 * 6 * 11)
        let mapped = transform.scale[channel] * value + transform.shift[channel]
        return rectifies ? max(0, mapped) : mapped
      })
    let result = try Convolution(weight: weight, stride: stride, kernels: PortableKernels())(
      FeatureMaps(input), transform: transform, on: Workers(threads: 1))
    let expected = plainConvolution(mapped, weight, stride: stride)
    #expect(relativeError(result.elements, expected.elements) < 1e-5)
  }

  @Test(arguments: extents) func addsItsResidual(extents: [Int]) throws {
    var numbers = SeededNumbers(seed: 4)
    let (a, b) = (numbers.tensor([3] + extents), numbers.tensor([5] + extents))
    let joined = Tensor(shape: [8] + extents, elements: a.elements + b.elements)
    let weight = numbers.tensor([8, 8, 3, 3, 3])
    let projection = numbers.tensor([8, 8, 1, 1, 1])
    let convolution = Convolution(weight: weight, kernels: PortableKernels())
    let workers = Workers(threads: 2)
    let plain = plainConvolution(joined, weight).elements

    let identity = try convolution(
      FeatureMaps(a, b), residual: .identity(FeatureMaps(a, b)), on: workers)
    #expect(relativeError(identity.elements, zip(plain, joined.elements).map(+)) < 1e-5)

    let projected = try convolution(
      FeatureMaps(joined),
      residual: .projection(
        PointwiseConvolution(weight: projection, kernels: PortableKernels()), FeatureMaps(a, b)),
      on: workers)
    let expected = zip(plain, plainConvolution(joined, projection).elements).map(+)
    #expect(relativeError(projected.elements, expected) < 1e-5)
  }

  @Test(arguments: extents + [[3, 40, 41]]) func pointwiseAgreesWithPlainLoops(
    extents: [Int]
  ) throws {
    var numbers = SeededNumbers(seed: 5)
    for (inputs, outputs) in Self.channels {
      let input = numbers.tensor([inputs] + extents)
      let weight = numbers.tensor([outputs, inputs, 1, 1, 1])
      let bias = numbers.tensor([outputs]).elements
      let result = try PointwiseConvolution(
        weight: weight, bias: bias, kernels: PortableKernels())(
          FeatureMaps(input), on: Workers(threads: 2))
      let size = extents.reduce(1, *)
      let expected = plainConvolution(input, weight).elements.enumerated().map {
        $0.element + bias[$0.offset / size]
      }
      #expect(relativeError(result.elements, expected) < 1e-5)
    }
  }

  /// Large enough for many tiles.
  @Test(arguments: [(4, 8), (4, 16)]) func doesNotDependOnTheThreads(
    inputs: Int, outputs: Int
  ) throws {
    var numbers = SeededNumbers(seed: 6)
    let input = numbers.tensor([inputs, 33, 34, 35])
    let convolution = Convolution(
      weight: numbers.tensor([outputs, inputs, 3, 3, 3]), kernels: PortableKernels())
    let one = try convolution(FeatureMaps(input), on: Workers(threads: 1))
    let four = try convolution(FeatureMaps(input), on: Workers(threads: 4))
    #expect(one.elements == four.elements)
  }

  /// Zero padding by half the kernel, sums in double precision.
  private func plainConvolution(_ input: Tensor, _ weight: Tensor, stride: Int = 1) -> Tensor {
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
}
