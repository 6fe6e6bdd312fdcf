/// The engine's inner loops, compiled for one instruction set.
///
/// Each conforming type lives in a module of its own, which is built with that instruction set's
/// flags and does nothing but name the vector that the generic code is to use. They run on the
/// calling thread, know nothing of layers, and are called from several threads at a time.
public protocol KernelSet: Sendable {
  /// Computes one item of a convolution; see `ConvolutionTask.run`.
  func run(_ task: borrowing ConvolutionTask, item: Int, scratch: UnsafeMutablePointer<Float>)

  /// The moments of a row of voxels.
  func moments(of row: UnsafePointer<Float>, count: Int) -> RowMoments

  /// A row's share in the squares of a doubled map; see `DoubledSquares.row`.
  func doubledSquares(
    of map: UnsafePointer<Float>, extents: Extents, mean: Float, z: Int, y: Int,
    scratch: UnsafeMutablePointer<Float>
  ) -> Double

  /// C = A B for square matrices whose size is a multiple of `SquareProduct.granularity`.
  func multiply(
    _ a: UnsafePointer<Double>, by b: UnsafePointer<Double>,
    into c: UnsafeMutablePointer<Double>, size: Int)

  /// Floats in a register.
  var lanes: Int { get }

  /// Multiplies and adds `PeakLoop.chains` registers `count` times, in registers only.
  func multiplyAndAdd(count: Int, seed: Float) -> Float
}
