import Kernels
import Synchronization

extension LiteENSAM {
  /// The time and the arithmetic of one layer in one forward pass.
  public struct LayerTiming: Sendable {
    public let name: String
    public let seconds: Double
    /// Of the direct form of its convolution; 0 for a layer that is none.
    public let multiplications: Double
  }

  /// Runs the network once and tells where the time went.
  ///
  /// - Returns: the wall time of the whole pass, and the layers in order.
  /// - Throws: as `forward` does.
  public func profile(
    _ input: Tensor, endpoints: (SIMD3<Float>, SIMD3<Float>), threads: Int,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> (seconds: Double, layers: [LayerTiming]) {
    var layers: [LayerTiming] = []
    let start = ContinuousClock.now
    let record = { (name: String, seconds: Double) in
      layers.append(LayerTiming(name: name, seconds: seconds, multiplications: 0))
    }
    _ = try run(
      input, endpoints: endpoints, workers: Workers(threads: threads, isCancelled: isCancelled),
      timed: record)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let plan = ForwardPlan(weights, config: config, input: input.extents, threads: threads)
    return (
      seconds,
      layers.map {
        LayerTiming(
          name: $0.name, seconds: $0.seconds,
          multiplications: plan.layers[$0.name]?.multiplications ?? 0)
      }
    )
  }

  /// What the network's instruction set can do at most: multiply-adds from register to register,
  /// on this many threads at once, in GFLOP/s.
  /// - Throws: `CancellationError` soon after `isCancelled` answers true.
  public func peak(
    threads: Int, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> Double {
    let kernels = instructionSet.kernels
    let rounds = 4_000_000
    let workers = Workers(threads: threads, isCancelled: isCancelled)
    let operations = Double(2 * rounds * PeakLoop.chains * kernels.lanes * workers.threads)
    let checksum = Atomic<UInt32>(0)
    // The best of a few: the first has the processor wake up its wide registers.
    return try (0..<5).reduce(0) { best, _ in
      let start = ContinuousClock.now
      try workers.forEach(workers.threads) { _, _ in
        let result = kernels.multiplyAndAdd(count: rounds, seed: 1)
        checksum.store(result.bitPattern, ordering: .relaxed)
      }
      return max(best, operations / ((ContinuousClock.now - start) / .nanoseconds(1)))
    }
  }

  /// The memory that a forward pass works in.
  public struct MemoryPlan: Sendable {
    public let bytes: Int
    /// Where each buffer lies, largest first; those that are never in use at the same time may
    /// share memory.
    public let buffers: [(name: String, bytes: Int, offset: Int)]
  }

  /// The workspace of a crop with these extents, multiples of `config.stride`.
  public func memoryPlan(depth: Int, height: Int, width: Int, threads: Int) -> MemoryPlan {
    let float = MemoryLayout<Float>.stride
    let plan = plan(depth: depth, height: height, width: width, threads: threads).workspace
    return MemoryPlan(
      bytes: plan.floats * float,
      buffers: plan.buffers.sorted { $0.floats > $1.floats }.map {
        ($0.name, $0.floats * float, $0.offset * float)
      })
  }

  /// The multiplications of the direct form of the network's convolutions for a crop; the attention
  /// is left out, which next to them is nothing.
  public func multiplications(depth: Int, height: Int, width: Int) -> Double {
    plan(depth: depth, height: height, width: width, threads: 1).multiplications
  }

  private func plan(depth: Int, height: Int, width: Int, threads: Int) -> ForwardPlan {
    ForwardPlan(
      weights, config: config, input: Extents(depth: depth, height: height, width: width),
      threads: threads)
  }
}
