import Inference
import Kernels

/// Runs the kernels of one instruction set as a layer would.
struct KernelRun {
  var instructionSet: InstructionSet
  var threads = 1

  static let available = InstructionSet.allCases.filter(\.isAvailable)

  struct Source {
    var tensor: Tensor
    /// Of each channel.
    var scale: [Float]
    var shift: [Float]
    var floor = -Float.infinity
    var isDoubled = false

    init(_ tensor: Tensor, isDoubled: Bool = false) {
      self.tensor = tensor
      self.isDoubled = isDoubled
      scale = Array(repeating: 1, count: tensor.shape[0])
      shift = Array(repeating: 0, count: tensor.shape[0])
    }

    /// The voxels in guarded memory; of a map to be doubled a vector may be read beyond the end.
    func channels(_ memory: inout [GuardedMemory]) -> [InputChannel] {
      let copy = GuardedMemory(tensor.elements, slack: isDoubled ? RowReader.vector - 1 : 0)
      memory.append(copy)
      let block = tensor.count / tensor.shape[0]
      return (0..<tensor.shape[0]).map {
        InputChannel(
          start: copy.start + $0 * block, scale: scale[$0], shift: shift[$0], floor: floor,
          isDoubled: isDoubled)
      }
    }
  }

  struct Result {
    var voxels: Tensor
    /// (outputs, z, y)
    var moments: [RowMoments]
    var logits: [Float]
  }

  enum Residual {
    case none
    case identity(Tensor)
    /// (outputs, inputs, 1, 1, 1)
    case projection(Tensor, Source)
  }

  /// - Parameter weight: (outputs, inputs, 3, 3, 3).
  func convolve(
    _ sources: [Source], _ weight: Tensor, stride: Int = 1, residual: Residual = .none,
    head: (weights: [Float], bias: Float)? = nil
  ) throws -> Result {
    var memory: [GuardedMemory] = []
    defer { withExtendedLifetime(memory) {} }
    let shape = sources[0].tensor.shape
    let seen = Extents(depth: shape[1], height: shape[2], width: shape[3])
    let weights = ConvolutionWeights(cube: weight, stride: stride)
    var projected: [InputChannel] = []
    var shortcut: ConvolutionWeights?
    if case .projection(let weight, let source) = residual {
      projected = source.channels(&memory)
      shortcut = ConvolutionWeights(point: weight)
    }
    let tiling = ConvolutionTiling(
      inputs: weights.inputs, outputs: weights.outputs,
      input: sources[0].isDoubled ? seen.doubled : seen, stride: stride,
      projectedInputs: projected.count, hasHead: head != nil, threads: threads)
    let output = tiling.output
    let voxels = weights.outputs * output.count
    // NaN, so that a voxel that nobody writes shows; and what was in private memory before must
    // not matter.
    let target = GuardedMemory(voxels)
    if case .identity(let tensor) = residual {
      for index in 0..<voxels { target.start[index] = tensor[index] }
    }
    let logits = GuardedMemory(output.count)
    let scratch = (0..<threads).map { _ in GuardedMemory(tiling.scratch) }
    let packed = GuardedMemory(weights.packed.elements)
    var moments = [RowMoments](
      repeating: RowMoments(mean: .nan, squares: .nan),
      count: weights.outputs * output.depth * output.height)

    let kernels = instructionSet.kernels
    let channels = sources.flatMap { $0.channels(&memory) }
    try channels.withUnsafeBufferPointer { channels in
      try projected.withUnsafeBufferPointer { projected in
        try moments.withUnsafeMutableBufferPointer { moments in
          try (head?.weights ?? []).withUnsafeBufferPointer { headWeights in
            let task = ConvolutionTask(
              tiling: tiling, channels: channels, weights: packed.start,
              residual: {
                switch residual {
                case .none: .none
                case .identity: .identity(target.start)
                case .projection: .projection(projected, weights: shortcut!.start)
                }
              }(), target: target.start, moments: moments.baseAddress,
              head: head.map {
                .init(weights: headWeights.baseAddress!, bias: $0.bias, target: logits.start)
              })
            try Workers(threads: threads).forEach(tiling.items) { item, thread in
              kernels.run(task, item: item, scratch: scratch[thread].start)
            }
          }
        }
      }
    }
    return Result(
      voxels: Tensor(
        shape: output.shape(channels: weights.outputs),
        elements: UnsafeBufferPointer(start: target.start, count: voxels)), moments: moments,
      logits: Array(UnsafeBufferPointer(start: logits.start, count: output.count)))
  }
}
