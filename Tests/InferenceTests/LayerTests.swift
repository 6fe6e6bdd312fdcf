import Foundation
import Inference
import Testing

@Suite struct LayerTests {
  @Test(arguments: [[1, 1, 1], [2, 3, 5], [17, 7, 3], [40, 41, 17]])
  func instanceNormGivesEachChannelItsMeanAndVariance(extents: [Int]) throws {
    var numbers = SeededNumbers(seed: 7)
    let size = extents.reduce(1, *)
    // Means up to a thousand times the spread, where single precision would lose the variance.
    let offsets: [Float] = [0, 10, -1000]
    let input = Tensor(
      shape: [3] + extents,
      elements: numbers.tensor([3] + extents).elements.enumerated().map {
        $0.element + offsets[$0.offset / size]
      })
    let (weight, bias) = (numbers.tensor([3]), numbers.tensor([3]))
    let transform = try InstanceNorm(weight: weight, bias: bias).rectified(
      FeatureMaps(input), on: Workers(threads: 2))
    #expect(transform.rectifies)
    for channel in 0..<3 {
      let values = input.elements[channel * size..<(channel + 1) * size].map(Double.init)
      let mean = values.reduce(0, +) / Double(size)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(size)
      let scale = Double(weight[channel]) / (variance + 1e-5).squareRoot()
      let shift = Double(bias[channel]) - mean * scale
      #expect(abs(Double(transform.scale[channel]) - scale) <= 1e-5 * abs(scale))
      #expect(abs(Double(transform.shift[channel]) - shift) <= 1e-5 * max(1, abs(shift)))
    }
  }

  @Test(arguments: [[1, 1, 1], [1, 2, 3], [5, 3, 7], [2, 17, 9]])
  func upsamplingInterpolatesAtVoxelCentres(extents: [Int]) throws {
    var numbers = SeededNumbers(seed: 8)
    let input = numbers.tensor([2] + extents)
    let result = try Upsampling()(input, on: Workers(threads: 2))
    #expect(result.shape == [2] + extents.map { 2 * $0 })

    /// The two voxels around the place of an output index, and the second one's weight.
    func neighbours(_ index: Int, _ extent: Int) -> (Int, Int, Float) {
      let place = max(0, (Float(index) + 0.5) / 2 - 0.5)
      return (Int(place), min(Int(place) + 1, extent - 1), place - Float(Int(place)))
    }
    for c in 0..<2 {
      for z in 0..<2 * extents[0] {
        for y in 0..<2 * extents[1] {
          for x in 0..<2 * extents[2] {
            let (z0, z1, wz) = neighbours(z, extents[0])
            let (y0, y1, wy) = neighbours(y, extents[1])
            let (x0, x1, wx) = neighbours(x, extents[2])
            var expected: Float = 0
            for (zi, a) in [(z0, 1 - wz), (z1, wz)] {
              for (yi, b) in [(y0, 1 - wy), (y1, wy)] {
                for (xi, d) in [(x0, 1 - wx), (x1, wx)] {
                  expected += a * b * d * input[c, zi, yi, xi]
                }
              }
            }
            #expect(abs(result[c, z, y, x] - expected) < 1e-6)
          }
        }
      }
    }
  }

  @Test func aTensorKeepsItsElementsInOrder() {
    let tensor = Tensor(shape: [2, 1, 2, 3], elements: (0..<12).map(Float.init))
    #expect(tensor[1, 0, 1, 2] == 11 && tensor[0, 0, 1, 0] == 3 && tensor[5] == 5)
    tensor.withUnsafeElements {
      #expect(UInt(bitPattern: $0.baseAddress) % 64 == 0 && $0.count == 12)
    }
  }
}
