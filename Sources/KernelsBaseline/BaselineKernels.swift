import Kernels

#if arch(arm64)
  /// NEON, which every arm64 has.
  public typealias BaselineVector = Fused4
  public typealias BaselineDoubles = FusedDouble2
#else
  /// SSE2, which every x86-64 has.
  public typealias BaselineVector = Plain4
  public typealias BaselineDoubles = PlainDouble2
#endif

/// The kernels for what every processor of this architecture has.
public struct BaselineKernels: KernelSet {
  public init() {}

  public func run(
    _ task: borrowing ConvolutionTask, item: Int, scratch: UnsafeMutablePointer<Float>
  ) {
    task.run(item: item, scratch: scratch, as: BaselineVector.self)
  }

  public func moments(of row: UnsafePointer<Float>, count: Int) -> RowMoments {
    RowMoments(row, count: count, as: BaselineVector.self)
  }

  public func doubledSquares(
    of map: UnsafePointer<Float>, extents: Extents, mean: Float, z: Int, y: Int,
    scratch: UnsafeMutablePointer<Float>
  ) -> Double {
    DoubledSquares.row(
      of: map, extents: extents, mean: mean, z: z, y: y, scratch: scratch, as: BaselineVector.self)
  }

  public func multiply(
    _ a: UnsafePointer<Double>, by b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>, size: Int
  ) {
    SquareProduct.multiply(a, by: b, into: c, size: size, as: BaselineDoubles.self)
  }

  public func multiplyAndAdd(count: Int, seed: Float) -> Float {
    PeakLoop.run(count: count, seed: seed, as: BaselineVector.self)
  }

  public var lanes: Int { BaselineVector.lanes }
}
