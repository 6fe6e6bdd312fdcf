/// A 3D image in patient space. Voxels stay as they were stored and are scaled when read:
/// `value = stored x slope + intercept`, in HU for CT.
///
/// A volume may hold only the voxels of a box of its grid, as a ``Mask`` does: indices are the
/// whole grid's all the same, and a voxel outside the box must not be asked for.
public struct Volume: Sendable {
  public let grid: VoxelGrid
  /// The voxels that are in memory: the whole grid unless only a part was read.
  public let box: VoxelBox
  public let type: VoxelType
  public let slope: Double
  public let intercept: Double
  private let buffer: VoxelBuffer

  /// - Parameters:
  ///   - box: which voxels there are, inside the grid; all of them when it is left out.
  ///   - buffer: `box.count` voxels of `type`, x fastest, in native byte order.
  public init(
    grid: VoxelGrid, box: VoxelBox? = nil, type: VoxelType, buffer: VoxelBuffer,
    slope: Double = 1, intercept: Double = 0
  ) {
    let box = box ?? grid.box
    precondition(grid.box.intersection(box) == box, "the box lies inside the grid")
    precondition(
      buffer.bytes.count >= box.count * type.byteCount, "the buffer holds the box's voxels")
    self.grid = grid
    self.box = box
    self.type = type
    self.buffer = buffer
    self.slope = slope
    self.intercept = intercept
  }

  /// A volume of given voxels, x fastest.
  public init<Scalar: VoxelScalar>(
    grid: VoxelGrid, voxels: [Scalar], slope: Double = 1, intercept: Double = 0
  ) {
    self.init(
      grid: grid, type: Scalar.voxelType, buffer: VoxelBuffer(voxels), slope: slope,
      intercept: intercept)
  }

  /// The volume as far as its first slices along z, the axis that is stored slowest; it shares the
  /// voxels.
  ///
  /// - Parameter count: no more than the volume has, which must be whole.
  public func first(slices count: Int) -> Volume {
    precondition(isWhole && (0...grid.shape.z).contains(count), "the slices are there")
    let upper = Voxel(grid.shape.x, grid.shape.y, count)
    return Volume(
      grid: grid, box: VoxelBox(lower: Voxel(0, 0, 0), upper: upper), type: type, buffer: buffer,
      slope: slope, intercept: intercept)
  }

  /// Whether all voxels of the grid are there.
  public var isWhole: Bool { box == grid.box }

  /// Position of a voxel of the box in the stored order: x fastest, z slowest.
  @inline(__always)
  func offset(_ voxel: Voxel) -> Int {
    let shape = box.shape
    return ((voxel.z - box.lower.z) * shape.y + voxel.y - box.lower.y) * shape.x + voxel.x
      - box.lower.x
  }

  /// The scaled value of a voxel inside the box.
  public subscript(voxel: Voxel) -> Double {
    precondition(box.contains(voxel), "the voxel is inside the volume's box")
    let offset = offset(voxel)
    return withStoredVoxels { $0.value(at: offset) } * slope + intercept
  }

  /// Reads a run of scaled values along one voxel axis.
  ///
  /// - Parameters:
  ///   - start: the first voxel, inside the box.
  ///   - axis: the voxel axis to walk along, 0 (x), 1 (y) or 2 (z).
  ///   - step: +1 or -1, the direction of the walk.
  ///   - output: filled from its start; the run must end inside the box.
  public func readRun(
    from start: Voxel, axis: Int, step: Int = 1, into output: UnsafeMutableBufferPointer<Float>
  ) {
    guard !output.isEmpty else { return }
    var end = start
    end[axis] += step * (output.count - 1)
    precondition(box.contains(start) && box.contains(end), "the run is inside the volume's box")
    let stride = stride(of: axis) * step
    let first = offset(start)
    let slope = Float(slope)
    let intercept = Float(intercept)
    withStoredVoxels { stored in
      stored.copyRun(first: first, stride: stride, slope: slope, intercept: intercept, to: output)
    }
  }

  /// How far apart neighbours along a voxel axis are stored.
  func stride(of axis: Int) -> Int {
    axis == 0 ? 1 : axis == 1 ? box.shape.x : box.shape.x * box.shape.y
  }

  /// Calls `body` with the voxels' bytes as they are stored: native byte order, x fastest,
  /// unscaled, `box.count x type.byteCount` of them.
  public func withStoredBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(buffer) {
      try body(UnsafeRawBufferPointer(rebasing: buffer.bytes[..<(box.count * type.byteCount)]))
    }
  }

  /// Calls `body` with the stored voxels, typed. One switch a call: keep loops inside.
  func withStoredVoxels<Result>(
    _ body: (any StoredVoxels) throws -> Result
  ) rethrows -> Result {
    func typed<Scalar: VoxelScalar>(_: Scalar.Type) -> TypedVoxels<Scalar> {
      TypedVoxels(buffer.bytes.bindMemory(to: Scalar.self))
    }
    // The buffer must outlive the pointer that was made from it.
    return try withExtendedLifetime(buffer) {
      switch type {
      case .uint8: try body(typed(UInt8.self))
      case .int8: try body(typed(Int8.self))
      case .uint16: try body(typed(UInt16.self))
      case .int16: try body(typed(Int16.self))
      case .uint32: try body(typed(UInt32.self))
      case .int32: try body(typed(Int32.self))
      case .uint64: try body(typed(UInt64.self))
      case .int64: try body(typed(Int64.self))
      case .float32: try body(typed(Float.self))
      case .float64: try body(typed(Double.self))
      }
    }
  }
}
