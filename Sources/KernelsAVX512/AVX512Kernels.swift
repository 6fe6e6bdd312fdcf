#if arch(x86_64)
  import Kernels

  /// The kernels for AVX-512.
  public struct AVX512Kernels: KernelSet {
    public init() {}

    public func run(
      _ task: borrowing ConvolutionTask, item: Int, scratch: UnsafeMutablePointer<Float>
    ) {
      task.run(item: item, scratch: scratch, as: Fused16.self)
    }

    public func moments(of row: UnsafePointer<Float>, count: Int) -> RowMoments {
      RowMoments(row, count: count, as: Fused16.self)
    }

    public func doubledSquares(
      of map: UnsafePointer<Float>, extents: Extents, mean: Float, z: Int, y: Int,
      scratch: UnsafeMutablePointer<Float>
    ) -> Double {
      DoubledSquares.row(
        of: map, extents: extents, mean: mean, z: z, y: y, scratch: scratch, as: Fused16.self)
    }

    public func multiply(
      _ a: UnsafePointer<Double>, by b: UnsafePointer<Double>,
      into c: UnsafeMutablePointer<Double>, size: Int
    ) {
      SquareProduct.multiply(a, by: b, into: c, size: size, as: FusedDouble8.self)
    }

    public func multiplyAndAdd(count: Int, seed: Float) -> Float {
      PeakLoop.run(count: count, seed: seed, as: Fused16.self)
    }

    public var lanes: Int { Fused16.lanes }
  }
#endif
