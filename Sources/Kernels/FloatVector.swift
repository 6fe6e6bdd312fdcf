/// A register's worth of floats: what the kernels are written in.
///
/// The conforming types are thin wrappers, so that one source of a kernel becomes the code of
/// each instruction set in the module that calls it. They are written out one by one since Swift's
/// operators on `SIMD8<Float>` and its like are functions of each type; those of the protocol `SIMD`
/// go lane by lane. Everything here is inlined into that module
/// and takes its instruction set.
public protocol FloatVector {
  /// The block of sums that this vector's instruction set has registers for.
  associatedtype Sums: SumBlock where Sums.Vector == Self

  static var lanes: Int { get }

  init(repeating value: Float)

  /// The `lanes` floats from `source` on, which need not be aligned.
  static func load(_ source: UnsafePointer<Float>) -> Self

  /// Writes the lanes to `target`, which need not be aligned.
  func store(_ target: UnsafeMutablePointer<Float>)

  /// `self + vector * factor`, rounded once where the instruction set can.
  func adding(_ vector: Self, times factor: Float) -> Self
  func adding(_ vector: Self, times factor: Self) -> Self

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func * (a: Self, b: Float) -> Self

  /// The larger of each lane and `value`.
  func clamped(toAtLeast value: Float) -> Self

  /// The sum of the lanes.
  var sum: Float { get }

  /// The lanes 0, 2, 4 ... and 1, 3, 5 ... of two vectors in a row.
  static func split(_ first: Self, _ second: Self) -> (even: Self, odd: Self)

  /// The opposite of `split`.
  static func interleave(even: Self, odd: Self) -> (first: Self, second: Self)
}

/// Sums for some output channels over one vector of voxels, held in registers.
public protocol SumBlock {
  associatedtype Vector: FloatVector
  /// Output channels; a divisor of 8.
  static var outputs: Int { get }
  init()
  /// Adds `voxels * weights[o]` to the sum of each output o.
  mutating func add(_ voxels: Vector, _ weights: UnsafePointer<Float>)
  /// Writes the sum of output o to `target + o * pitch`.
  func store(_ target: UnsafeMutablePointer<Float>, pitch: Int)
}
