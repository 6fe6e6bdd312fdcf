import Foundation
import Inference
import Kernels
import Testing

@Suite struct LayerTests {
  @Test func aTensorKeepsItsElementsInOrder() {
    let tensor = Tensor(shape: [2, 1, 2, 3], elements: (0..<12).map(Float.init))
    #expect(tensor[1, 0, 1, 2] == 11 && tensor[0, 0, 1, 0] == 3 && tensor[5] == 5)
    tensor.withUnsafeElements {
      #expect(UInt(bitPattern: $0.baseAddress) % 64 == 0 && $0.count == 12)
    }
  }

  /// Means up to a thousand times the spread, where single precision would lose the variance.
  @Test(arguments: KernelRun.available, [[1, 1, 1], [2, 3, 5], [17, 7, 3], [40, 41, 17]])
  func momentsAreThoseOfAllVoxels(instructionSet: InstructionSet, shape: [Int]) throws {
    var numbers = SeededNumbers(seed: 7)
    let extents = Extents(depth: shape[0], height: shape[1], width: shape[2])
    for offset: Float in [0, 10, -1000] {
      let input = Tensor(
        shape: [1] + shape, elements: numbers.tensor([1] + shape).elements.map { $0 + offset })
      let found = input.withUnsafeElements { voxels in
        let rows = (0..<extents.depth * extents.height).map { row in
          instructionSet.kernels.moments(
            of: voxels.baseAddress! + row * extents.width, count: extents.width)
        }
        return rows.withUnsafeBufferPointer { Moments(joining: $0, width: extents.width) }
      }
      let values = input.elements.map(Double.init)
      let mean = values.reduce(0, +) / Double(values.count)
      let variance =
        values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      #expect(abs(found.mean - mean) <= 1e-7 * max(1, abs(mean)))
      #expect(abs(found.variance - variance) <= 1e-5 * variance + 1e-12)
    }
  }

  /// As found from the map itself, without doubling it.
  @Test(
    arguments: KernelRun.available, [[1, 1, 1], [1, 2, 3], [5, 3, 7], [2, 17, 9], [3, 2, 33]])
  func squaresOfADoubledMapAreThoseOfItsVoxels(
    instructionSet: InstructionSet, coarse: [Int]
  ) throws {
    var numbers = SeededNumbers(seed: 8)
    let extents = Extents(depth: coarse[0], height: coarse[1], width: coarse[2])
    for offset: Float in [0, 10] {
      let input = Tensor(
        shape: [1] + coarse, elements: numbers.tensor([1] + coarse).elements.map { $0 + offset })
      var memory: [GuardedMemory] = []
      defer { withExtendedLifetime(memory) {} }
      let map = KernelRun.Source(input, isDoubled: true).channels(&memory)[0].start
      let mean = input.elements.reduce(0) { $0 + Double($1) } / Double(input.count)
      var scratch = [Float](repeating: 0, count: DoubledSquares.scratch(width: extents.width))
      let squares = (0..<extents.depth * extents.height).reduce(0.0) { sum, row in
        sum
          + instructionSet.kernels.doubledSquares(
            of: map, extents: extents, mean: Float(mean), z: row / extents.height,
            y: row % extents.height, scratch: &scratch)
      }
      let values = doubled(input).elements.map(Double.init)
      let doubledMean = values.reduce(0, +) / Double(values.count)
      let expected = values.reduce(0) { $0 + ($1 - doubledMean) * ($1 - doubledMean) }
      #expect(abs(doubledMean - mean) < 1e-6 * (1 + abs(mean)))
      #expect(abs(squares - expected) <= 1e-5 * expected + 1e-4 * Double(offset) + 1e-12)
    }
  }

  @Test(arguments: KernelRun.available) func squareProductsAgreeWithPlainLoops(
    instructionSet: InstructionSet
  ) {
    var numbers = SeededNumbers(seed: 9)
    for size in [8, 16, 24] {
      let a = (0..<size * size).map { _ in Double.random(in: -1...1, using: &numbers) }
      let b = (0..<size * size).map { _ in Double.random(in: -1...1, using: &numbers) }
      var c = a
      instructionSet.kernels.multiply(a, by: b, into: &c, size: size)
      let isClose = c.indices.allSatisfy { index in
        let sum = (0..<size).reduce(0.0) {
          $0 + a[index / size * size + $1] * b[$1 * size + index % size]
        }
        return abs(c[index] - sum) < 1e-13
      }
      #expect(isClose, "size \(size)")
    }
  }
}
