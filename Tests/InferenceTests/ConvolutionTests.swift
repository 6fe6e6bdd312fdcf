import Inference
import Kernels
import Testing

/// Convolutions against plain loops, on every instruction set that this processor has, and on
/// shapes that fill no vector and no tile evenly.
@Suite struct ConvolutionTests {
  static let extents: [[Int]] = [
    [1, 1, 1], [1, 2, 3], [2, 1, 5], [3, 5, 7], [7, 3, 2], [5, 2, 17], [17, 7, 1], [2, 17, 16],
    [31, 3, 2], [3, 31, 5], [2, 3, 31], [4, 5, 15], [6, 4, 33],
  ]
  static let channels = [(1, 1), (2, 8), (3, 5), (16, 4), (7, 16), (16, 33), (64, 17)]

  @Test(arguments: KernelRun.available, extents)
  func agreesWithPlainLoops(instructionSet: InstructionSet, extents: [Int]) throws {
    var numbers = SeededNumbers(seed: 2)
    let run = KernelRun(instructionSet: instructionSet, threads: 2)
    for stride in [1, 2] {
      for (inputs, outputs) in Self.channels {
        let input = numbers.tensor([inputs] + extents)
        let weight = numbers.tensor([outputs, inputs, 3, 3, 3])
        let result = try run.convolve([.init(input)], weight, stride: stride)
        let expected = plainConvolution(input, weight, stride: stride)
        #expect(result.voxels.shape == expected.shape)
        let error = relativeError(result.voxels.elements, expected.elements)
        #expect(error < 1e-5, "\(inputs) to \(outputs) channels, stride \(stride)")
      }
    }
  }

  /// The border is zero after the transform, not before it.
  @Test(arguments: KernelRun.available, [1, 2])
  func transformsAsItReads(instructionSet: InstructionSet, stride: Int) throws {
    var numbers = SeededNumbers(seed: 3)
    let input = numbers.tensor([3, 5, 6, 21])
    let weight = numbers.tensor([8, 3, 3, 3, 3])
    for floor in [0, -Float.infinity] {
      var source = KernelRun.Source(input)
      source.scale = [2, -1, 0.5]
      source.shift = [0.25, 3, -1]
      source.floor = floor
      let result = try KernelRun(instructionSet: instructionSet).convolve(
        [source], weight, stride: stride)
      let expected = plainConvolution(mapped(source), weight, stride: stride)
      #expect(relativeError(result.voxels.elements, expected.elements) < 1e-5)
    }
  }

  /// Two maps joined along their channels, one of them doubled, as in the decoder.
  @Test(arguments: KernelRun.available, [[1, 1, 1], [2, 3, 5], [3, 2, 17], [1, 9, 8]])
  func doublesAsItReads(instructionSet: InstructionSet, coarse: [Int]) throws {
    var numbers = SeededNumbers(seed: 4)
    let fine = coarse.map { 2 * $0 }
    var below = KernelRun.Source(numbers.tensor([5] + coarse), isDoubled: true)
    below.scale = numbers.tensor([5]).elements
    below.shift = numbers.tensor([5]).elements
    below.floor = 0
    let skip = KernelRun.Source(numbers.tensor([4] + fine))
    let weight = numbers.tensor([8, 9, 3, 3, 3])
    let result = try KernelRun(instructionSet: instructionSet, threads: 2).convolve(
      [below, skip], weight)
    let doubled = mapped(below, doubled(below.tensor))
    let joined = Tensor(shape: [9] + fine, elements: doubled.elements + skip.tensor.elements)
    let expected = plainConvolution(joined, weight)
    #expect(relativeError(result.voxels.elements, expected.elements) < 1e-5)
  }

  @Test(arguments: KernelRun.available, extents)
  func addsItsResidual(instructionSet: InstructionSet, extents: [Int]) throws {
    var numbers = SeededNumbers(seed: 5)
    let run = KernelRun(instructionSet: instructionSet, threads: 2)
    for (inputs, outputs) in [(3, 5), (4, 8), (6, 20)] {
      let input = numbers.tensor([inputs] + extents)
      let weight = numbers.tensor([outputs, inputs, 3, 3, 3])
      let plain = plainConvolution(input, weight).elements
      let before = numbers.tensor([outputs] + extents)
      let identity = try run.convolve([.init(input)], weight, residual: .identity(before))
      #expect(relativeError(identity.voxels.elements, zip(plain, before.elements).map(+)) < 1e-5)

      let shortcut = numbers.tensor([7] + extents)
      let projection = numbers.tensor([outputs, 7, 1, 1, 1])
      let projected = try run.convolve(
        [.init(input)], weight, residual: .projection(projection, .init(shortcut)))
      let expected = zip(plain, plainConvolution(shortcut, projection).elements).map(+)
      #expect(relativeError(projected.voxels.elements, expected) < 1e-5)
    }
  }

  /// What a norm and the logits need is added up on the way.
  @Test(arguments: KernelRun.available, extents)
  func tellsTheMomentsAndTheLogits(instructionSet: InstructionSet, extents: [Int]) throws {
    var numbers = SeededNumbers(seed: 6)
    let input = numbers.tensor([3] + extents)
    let weight = numbers.tensor([11, 3, 3, 3, 3])
    let head = (weights: numbers.tensor([11]).elements, bias: Float(-5))
    let result = try KernelRun(instructionSet: instructionSet).convolve(
      [.init(input)], weight, head: head)
    // The logits of one voxel are added up over all outputs, by one thread.
    for threads in [2, 16] {
      let shared = try KernelRun(instructionSet: instructionSet, threads: threads).convolve(
        [.init(input)], weight, head: head)
      #expect(shared.logits == result.logits)
    }
    let (width, size) = (extents[2], extents.reduce(1, *))
    for (row, moments) in result.moments.enumerated() {
      let voxels = result.voxels.elements[row * width..<(row + 1) * width].map(Double.init)
      let mean = voxels.reduce(0, +) / Double(width)
      let squares = voxels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      #expect(abs(moments.mean - mean) < 1e-6 * max(1, abs(mean)))
      #expect(abs(moments.squares - squares) < 1e-5 * max(1, squares))
    }
    let logits = (0..<size).map { voxel in
      (0..<11).reduce(head.bias) {
        $0 + head.weights[$1] * result.voxels[$1 * size + voxel]
      }
    }
    #expect(relativeError(result.logits, logits) < 1e-5)
  }

  /// Large enough for many tiles, with few channels and with many.
  @Test(arguments: KernelRun.available, [(4, 8, 34), (20, 40, 9)])
  func doesNotDependOnTheThreads(
    instructionSet: InstructionSet, layer: (inputs: Int, outputs: Int, side: Int)
  ) throws {
    var numbers = SeededNumbers(seed: 7)
    let input = numbers.tensor([layer.inputs, layer.side, layer.side + 1, layer.side + 2])
    let weight = numbers.tensor([layer.outputs, layer.inputs, 3, 3, 3])
    for stride in [1, 2] {
      let results = try [1, 2, 5, 16].map {
        try KernelRun(instructionSet: instructionSet, threads: $0).convolve(
          [.init(input)], weight, stride: stride)
      }
      for result in results[1...] {
        #expect(result.voxels.elements == results[0].voxels.elements)
        #expect(result.moments.map(\.mean) == results[0].moments.map(\.mean))
        #expect(result.moments.map(\.squares) == results[0].moments.map(\.squares))
      }
    }
  }
}
